namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>The room could not be made in time: the start is answered with 502.</summary>
[GenerateSerializer, Immutable, Alias("StartFailed")]
public sealed record StartFailed(
    [property: Id(0)] string Reason,
    [property: Id(1)] DateTimeOffset At) : CallEvent;
