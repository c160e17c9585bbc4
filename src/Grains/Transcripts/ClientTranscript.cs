using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Transcripts;

/// <summary>All that the client handed in: later submissions add to it and never delete.</summary>
/// <param name="Lines">In the order of speaking.</param>
/// <param name="DurationSeconds">How long the client says the call lasted; the greatest figure it gave.</param>
public sealed record ClientTranscript(IReadOnlyList<TranscriptLine> Lines, int DurationSeconds)
{
    /// <summary>When what this is, or adds to, was stored; null where nothing was before.</summary>
    public DateTimeOffset? StoredAt { get; init; }
}
