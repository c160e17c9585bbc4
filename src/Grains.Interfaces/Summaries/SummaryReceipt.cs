namespace OrleansCalls.Grains.Interfaces.Summaries;

/// <summary>What came of asking for a summary anew.</summary>
/// <param name="Call">The call; its <see cref="CallSnapshot.SummaryRequest"/> is the request that this one is, or has joined.</param>
/// <param name="LimitReached">The call's summary was asked for so often that it is not made again.</param>
[GenerateSerializer, Immutable, Alias("SummaryReceipt")]
public sealed record SummaryReceipt(
    [property: Id(0)] CallSnapshot Call,
    [property: Id(1)] bool LimitReached);
