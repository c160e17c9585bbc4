namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>The bucket was asked often enough after the recorder's end and does not hold a usable object.</summary>
[GenerateSerializer, Immutable, Alias("RecordingMissing")]
public sealed record RecordingMissing(
    [property: Id(0)] string Key,
    [property: Id(1)] string Reason,
    [property: Id(2)] DateTimeOffset At) : CallEvent
{
    /// <summary>The last news of its recorder that was known then, by LiveKit's clock, which may be wrong: later news reopens the verdict.</summary>
    [Id(3)] public DateTimeOffset? KnownUntil { get; init; }
}
