namespace OrleansCalls.Grains.Interfaces.Summaries;

/// <summary>A line of the transcript that a decision or a next action rests on.</summary>
[GenerateSerializer, Immutable, Alias("EvidenceLine")]
public sealed record EvidenceLine
{
    /// <summary>Its place in the transcript that the summary was made of, from 1.</summary>
    [Id(0)] public required int Line { get; init; }

    /// <summary>The segment that it comes from; null for a line that only the client knew.</summary>
    [Id(1)] public string? SegmentId { get; init; }

    /// <summary>The name of a line that only the client knew; null for a segment's.</summary>
    [Id(2)] public string? ClientLine { get; init; }

    /// <summary>When it was said; of a client's line only where the client wrote a time with its zone.</summary>
    [Id(3)] public DateTimeOffset? StartedAt { get; init; }
}
