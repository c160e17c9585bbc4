namespace OrleansCalls.Grains.Interfaces.Transcripts;

/// <summary>The client hands in what it heard. It adds what is missing and never deletes.</summary>
[GenerateSerializer, Immutable, Alias("SubmitTranscript")]
public sealed record SubmitTranscript
{
    [Id(0)] public required IReadOnlyList<TranscriptLine> Lines { get; init; }

    /// <summary>How long the client says the call lasted; used only where no better fact exists.</summary>
    [Id(1)] public required int DurationSeconds { get; init; }
}
