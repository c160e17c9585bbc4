namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>LiveKit was asked to close the call's room, because its end was due, and answered that there is no such room.</summary>
[GenerateSerializer, Immutable, Alias("RoomUnknown")]
public sealed record RoomUnknown(
    [property: Id(0)] DateTimeOffset At) : CallEvent;
