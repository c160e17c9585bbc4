namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>The agent is not in the room, and no job of its dispatch will bring it.</summary>
[GenerateSerializer, Immutable, Alias("DispatchLost")]
public sealed record DispatchLost(
    [property: Id(0)] int Number,
    [property: Id(1)] DateTimeOffset At) : CallEvent;
