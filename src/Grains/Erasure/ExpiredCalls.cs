namespace OrleansCalls.Grains.Erasure;

/// <summary>A batch of calls that are kept too long.</summary>
/// <param name="Rooms">Their rooms.</param>
/// <param name="Next">Where the next batch begins; null when this is the last.</param>
public sealed record ExpiredCalls(IReadOnlyList<string> Rooms, string? Next);
