namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>The model was asked because of a request, and answered or not: either way the request is done with.</summary>
/// <param name="Number">The request, and with it every earlier one.</param>
/// <param name="At">When.</param>
/// <param name="Failure">Why the model made no summary, safe to show; null when the summary was made.</param>
[GenerateSerializer, Immutable, Alias("SummaryRequestAnswered")]
public sealed record SummaryRequestAnswered(
    [property: Id(0)] int Number,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string? Failure) : CallEvent;
