namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>LiveKit answered CreateRoom. The room of the earliest such answer is the one that the call owns.</summary>
[GenerateSerializer, Immutable, Alias("RoomCreated")]
public sealed record RoomCreated(
    [property: Id(0)] string RoomSid,
    [property: Id(1)] DateTimeOffset CreatedAt) : CallEvent;
