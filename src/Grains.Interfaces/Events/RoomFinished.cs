namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>LiveKit says that a room has ended.</summary>
[GenerateSerializer, Immutable, Alias("RoomFinished")]
public sealed record RoomFinished(
    [property: Id(0)] string RoomSid,
    [property: Id(1)] DateTimeOffset At) : CallEvent;
