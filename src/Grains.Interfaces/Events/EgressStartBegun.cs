namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>A recorder is about to be asked for, under this key: stored before LiveKit is asked.</summary>
[GenerateSerializer, Immutable, Alias("EgressStartBegun")]
public sealed record EgressStartBegun(
    [property: Id(0)] int Attempt,
    [property: Id(1)] string Key,
    [property: Id(2)] DateTimeOffset At) : CallEvent;
