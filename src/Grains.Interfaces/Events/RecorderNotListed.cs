namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>
/// A look at the call's room, with people in it, did not list a recorder that LiveKit says has been at work there for a while. Told
/// only where this LiveKit is known to list recorders.
/// </summary>
[GenerateSerializer, Immutable, Alias("RecorderNotListed")]
public sealed record RecorderNotListed(
    [property: Id(0)] string EgressId,
    [property: Id(1)] DateTimeOffset At) : CallEvent;
