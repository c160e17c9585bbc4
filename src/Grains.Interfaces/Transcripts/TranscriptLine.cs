namespace OrleansCalls.Grains.Interfaces.Transcripts;

/// <summary>A line of a transcript.</summary>
[GenerateSerializer, Immutable, Alias("TranscriptLine")]
public sealed record TranscriptLine
{
    [Id(0)] public required Speaker Speaker { get; init; }

    [Id(1)] public required string Text { get; init; }

    /// <summary>When it was said, where known: as the client wrote it, or ISO 8601.</summary>
    [Id(2)] public string? Timestamp { get; init; }

    /// <summary>The segment that it comes from; null for a line that only the client knew.</summary>
    [Id(3)] public string? SegmentId { get; init; }

    [Id(4)] public DateTimeOffset? StartedAt { get; init; }

    [Id(5)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>False while the recogniser may still change it.</summary>
    [Id(6)] public bool Final { get; init; } = true;

    /// <summary>
    /// Names a line that only the client knew, as long as its words stay; null for a segment's. Not stored: it is made when a
    /// transcript is put together.
    /// </summary>
    [Id(7)] public string? ClientLine { get; init; }

    /// <summary>Without what it holds: messages between processes may be logged.</summary>
    public override string ToString() => nameof(TranscriptLine);
}
