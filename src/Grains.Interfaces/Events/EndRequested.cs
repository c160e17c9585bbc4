namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>Somebody asked to end the call.</summary>
[GenerateSerializer, Immutable, Alias("EndRequested")]
public sealed record EndRequested(
    [property: Id(0)] string By,
    [property: Id(1)] DateTimeOffset At) : CallEvent;
