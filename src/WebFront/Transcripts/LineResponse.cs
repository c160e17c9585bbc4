using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.WebFront.Transcripts;

/// <summary>A line of a transcript.</summary>
internal sealed record LineResponse
{
    [Description("`user` or `fred`")]
    public required string Speaker { get; init; }

    [Description("What was said")]
    public required string Text { get; init; }

    [Description("When it was said, as the client wrote it or as ISO 8601")]
    public required string? Timestamp { get; init; }

    [Description("When it was begun to be said; null for a line that only the client knew")]
    public required DateTimeOffset? StartedAt { get; init; }

    [Description("When it was said to its end, where known")]
    public required DateTimeOffset? EndedAt { get; init; }

    [Description("The live segment that it comes from; null for a line that only the client knew")]
    public required string? SegmentId { get; init; }

    [Description("Names a line that only the client knew, as a summary's evidence does; null for a segment's")]
    public required string? ClientLine { get; init; }

    [Description("False while the recogniser may still change it")]
    public required bool Final { get; init; }

    public static LineResponse From(TranscriptLine line) => new()
    {
        Speaker = line.Speaker.Name(),
        Text = line.Text,
        Timestamp = line.Timestamp,
        StartedAt = line.StartedAt,
        EndedAt = line.EndedAt,
        SegmentId = line.SegmentId,
        ClientLine = line.ClientLine,
        Final = line.Final,
    };
}
