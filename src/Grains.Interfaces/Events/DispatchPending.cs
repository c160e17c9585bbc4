namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>The agent is not in the room, and its job still waits for a worker: it gets more time.</summary>
[GenerateSerializer, Immutable, Alias("DispatchPending")]
public sealed record DispatchPending(
    [property: Id(0)] int Number,
    [property: Id(1)] DateTimeOffset At) : CallEvent;
