namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>A dispatch of the agent was taken back, so that no second agent joins when another is called.</summary>
[GenerateSerializer, Immutable, Alias("DispatchTakenBack")]
public sealed record DispatchTakenBack(
    [property: Id(0)] int Number,
    [property: Id(1)] DateTimeOffset At) : CallEvent;
