namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>LiveKit took the dispatch of the agent.</summary>
[GenerateSerializer, Immutable, Alias("DispatchMade")]
public sealed record DispatchMade(
    [property: Id(0)] int Number,
    [property: Id(1)] string DispatchId,
    [property: Id(2)] DateTimeOffset At) : CallEvent;
