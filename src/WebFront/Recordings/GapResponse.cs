namespace OrleansCalls.WebFront.Recordings;

/// <summary>A time at which people talked and nothing was recorded.</summary>
internal sealed record GapResponse(DateTimeOffset From, DateTimeOffset To, string Reason);
