namespace OrleansCalls.DevStack.Stack;

/// <summary>A server of the stack that was started here.</summary>
/// <param name="Name">For messages.</param>
/// <param name="LogPath">Where its output goes.</param>
/// <param name="Exited">Ends with its process.</param>
/// <param name="Server">Stops it when disposed.</param>
internal sealed record StackPart(string Name, string LogPath, Task<int> Exited, IAsyncDisposable Server);
