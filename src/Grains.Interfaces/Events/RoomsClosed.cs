namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>LiveKit has no room of an erased call's name, because it deleted it or knew of none.</summary>
[GenerateSerializer, Immutable, Alias("RoomsClosed")]
public sealed record RoomsClosed(
    [property: Id(0)] DateTimeOffset At) : CallEvent;
