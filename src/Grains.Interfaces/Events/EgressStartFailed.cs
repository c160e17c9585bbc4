namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>LiveKit did not start the recorder, as far as is known: another may be asked for.</summary>
[GenerateSerializer, Immutable, Alias("EgressStartFailed")]
public sealed record EgressStartFailed(
    [property: Id(0)] int Attempt,
    [property: Id(1)] string Reason,
    [property: Id(2)] DateTimeOffset At) : CallEvent
{
    /// <summary>Whether none will come: LiveKit was not asked, or said no. Any other failure of a start may be followed by its recorder.</summary>
    [Id(3)] public bool Refused { get; init; }
}
