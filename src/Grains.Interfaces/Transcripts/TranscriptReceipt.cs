namespace OrleansCalls.Grains.Interfaces.Transcripts;

/// <summary>The acknowledgement of a transcript: it is durable.</summary>
/// <param name="At">A summary whose transcript was read at this time or later knows it.</param>
/// <param name="Changed">How many lines or segments were new or better than what was stored.</param>
/// <param name="IsFull">Nothing was stored: the call would have more than <see cref="TranscriptLimits"/> allow.</param>
[GenerateSerializer, Immutable, Alias("TranscriptReceipt")]
public sealed record TranscriptReceipt(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] int Changed, [property: Id(2)] bool IsFull = false);
