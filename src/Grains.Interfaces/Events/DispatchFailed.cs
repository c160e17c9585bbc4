namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>LiveKit did not take the dispatch of the agent.</summary>
[GenerateSerializer, Immutable, Alias("DispatchFailed")]
public sealed record DispatchFailed(
    [property: Id(0)] int Number,
    [property: Id(1)] string Reason,
    [property: Id(2)] DateTimeOffset At) : CallEvent;
