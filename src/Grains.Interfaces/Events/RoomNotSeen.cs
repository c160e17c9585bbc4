namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>LiveKit was asked for the call's room at this time, answered, and does not list it.</summary>
[GenerateSerializer, Immutable, Alias("RoomNotSeen")]
public sealed record RoomNotSeen(
    [property: Id(0)] DateTimeOffset At) : CallEvent;
