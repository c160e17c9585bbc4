namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>Somebody asked to make the summary anew.</summary>
/// <param name="Number">Counts a call's requests from 1, so that it needs no clock to tell which of them is answered.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("SummaryRequested")]
public sealed record SummaryRequested(
    [property: Id(0)] int Number,
    [property: Id(1)] DateTimeOffset At) : CallEvent;
