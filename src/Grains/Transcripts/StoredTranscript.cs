using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Transcripts;

/// <summary>What was acknowledged of a call's words.</summary>
/// <param name="Segments">The agent's worker's, in no particular order.</param>
/// <param name="Client">The client's, if it handed any in.</param>
/// <param name="LastStoredAt">When the last segment was stored.</param>
public sealed record StoredTranscript(
    IReadOnlyList<TranscriptSegment> Segments, ClientTranscript? Client, DateTimeOffset? LastStoredAt)
{
    /// <summary>The transcript: the client's lines merged into the segments.</summary>
    public IReadOnlyList<TranscriptLine> Assemble() => TranscriptAssembly.Assemble(Segments, Client?.Lines ?? []);
}
