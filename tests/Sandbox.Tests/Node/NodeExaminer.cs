using OrleansCalls.Testing;

namespace OrleansCalls.Sandbox.Tests.Node;

/// <summary>Runs scripts of the folder <c>node</c> with LiveKit's own Node SDK.</summary>
public sealed class NodeExaminer() : NodeScripts("node");
