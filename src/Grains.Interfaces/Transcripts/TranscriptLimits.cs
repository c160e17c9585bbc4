namespace OrleansCalls.Grains.Interfaces.Transcripts;

/// <summary>How much may be said in a call. Nobody speaks that much: it bounds the row, the summary and the answers.</summary>
public static class TranscriptLimits
{
    /// <summary>Segments in a request.</summary>
    public const int SegmentsPerRequest = 200;

    /// <summary>Characters of a segment, and of a line of the client's.</summary>
    public const int CharactersPerSegment = 8_000;

    /// <summary>Segments of a call; kept by the trigger of <c>076_transcript_limits.sql</c>.</summary>
    public const int Segments = 20_000;

    /// <summary>Characters of all segments of a call; kept by the same trigger.</summary>
    public const int Characters = 4_000_000;

    /// <summary>Lines in a transcript that the client hands in.</summary>
    public const int ClientLinesPerRequest = 500;

    /// <summary>Lines of all that the client of a call has handed in.</summary>
    public const int ClientLines = 2_000;

    /// <summary>Characters of all that the client of a call has handed in.</summary>
    public const int ClientCharacters = 1_000_000;
}
