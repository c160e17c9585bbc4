namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>The agent is about to be called into the room: stored before LiveKit is asked.</summary>
[GenerateSerializer, Immutable, Alias("DispatchBegun")]
public sealed record DispatchBegun(
    [property: Id(0)] int Number,
    [property: Id(1)] DateTimeOffset At) : CallEvent;
