using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.WebFront.Recordings;

namespace OrleansCalls.WebFront.Calls;

/// <summary>A line of the transcript that a decision or a next action rests on.</summary>
internal sealed record EvidenceResponse
{
    [Description("The live segment that it comes from; null for a line that only the client knew")]
    public required string? SegmentId { get; init; }

    [Description("Names a line that only the client knew, as the transcript does; null for a segment's")]
    public required string? ClientLine { get; init; }

    [Description("When it was said; of a client's line only where the client wrote a time with its zone")]
    public required DateTimeOffset? StartedAt { get; init; }

    [Description("Where it is to be heard, in seconds from the beginning of the recording's segment; null where nothing was recorded then, or the recording is not ready")]
    public required double? RecordingSecond { get; init; }

    [Description("The `egressId` of the recording's segment in which it is to be heard")]
    public required string? RecordingSegment { get; init; }

    public static EvidenceResponse From(EvidenceLine line, RecordingSnapshot recording)
    {
        var moment = line.StartedAt is { } at ? RecordingMoment.Find(recording, at) : null;
        return new EvidenceResponse
        {
            SegmentId = line.SegmentId,
            ClientLine = line.ClientLine,
            StartedAt = line.StartedAt,
            RecordingSecond = moment?.Second,
            RecordingSegment = moment?.EgressId,
        };
    }
}
