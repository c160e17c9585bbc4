namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>Nothing of an erased call can come any more: its state goes too, and the tombstone alone is left.</summary>
[GenerateSerializer, Immutable, Alias("CallForgotten")]
public sealed record CallForgotten(
    [property: Id(0)] DateTimeOffset At) : CallEvent;
