namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>LiveKit deleted the room of a start that had failed, or a stray of the call's name, or knew of none.</summary>
[GenerateSerializer, Immutable, Alias("RoomDeleted")]
public sealed record RoomDeleted(
    [property: Id(0)] DateTimeOffset At) : CallEvent;
