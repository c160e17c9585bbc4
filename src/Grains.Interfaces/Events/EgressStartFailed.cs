namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>LiveKit did not start the recorder, and none is listed for its key.</summary>
[GenerateSerializer, Immutable, Alias("EgressStartFailed")]
public sealed record EgressStartFailed(
    [property: Id(0)] int Attempt,
    [property: Id(1)] string Reason,
    [property: Id(2)] DateTimeOffset At) : CallEvent;
