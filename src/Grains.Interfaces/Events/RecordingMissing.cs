namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>The bucket was asked often enough after the recorder's end and does not hold a usable object.</summary>
[GenerateSerializer, Immutable, Alias("RecordingMissing")]
public sealed record RecordingMissing(
    [property: Id(0)] string Key,
    [property: Id(1)] string Reason,
    [property: Id(2)] DateTimeOffset At) : CallEvent;
