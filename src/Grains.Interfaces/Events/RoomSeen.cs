namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>LiveKit lists a room of the call's name, or said that it has started.</summary>
/// <param name="RoomSid">LiveKit's id of that room.</param>
/// <param name="At">When LiveKit was asked, or when it says that the room started.</param>
[GenerateSerializer, Immutable, Alias("RoomSeen")]
public sealed record RoomSeen(
    [property: Id(0)] string RoomSid,
    [property: Id(1)] DateTimeOffset At) : CallEvent;
