namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>What LiveKit says of a recorder, by webhook or when asked.</summary>
[GenerateSerializer, Immutable, Alias("EgressReported")]
public sealed record EgressReported(
    [property: Id(0)] EgressReport Report) : CallEvent;
