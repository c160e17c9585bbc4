using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Clients;

/// <summary>Runs scripts of the folder <c>node</c>: what callers of the API use.</summary>
public sealed class ClientScripts() : NodeScripts("node");
