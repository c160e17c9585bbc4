namespace OrleansCalls.Grains.Interfaces.Recordings;

/// <summary>A time at which people talked and nothing was recorded.</summary>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="Reason">Why, in words for the call's user.</param>
[GenerateSerializer, Immutable, Alias("RecordingGap")]
public sealed record RecordingGap(
    [property: Id(0)] DateTimeOffset From,
    [property: Id(1)] DateTimeOffset To,
    [property: Id(2)] string Reason);
