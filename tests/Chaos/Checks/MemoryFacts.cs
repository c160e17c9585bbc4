namespace OrleansCalls.Chaos.Checks;

/// <summary>A row of <c>fred_episodic_memory</c>.</summary>
/// <param name="SessionId">The id of the session's row.</param>
/// <param name="UserId">Whose.</param>
/// <param name="Content">The summary in it.</param>
internal sealed record MemoryFacts(string SessionId, string UserId, string? Content);
