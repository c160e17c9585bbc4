namespace OrleansCalls.Chaos.Checks;

/// <summary>A time at which people talked and nothing was recorded.</summary>
internal sealed record GapFacts(string? Reason);
