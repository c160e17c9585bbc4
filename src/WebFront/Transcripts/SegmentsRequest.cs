using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Transcripts;

/// <summary>Live segments: an array of 1 to 200.</summary>
internal sealed class SegmentsRequest(IEnumerable<SegmentRequest> segments) : List<SegmentRequest>(segments), IRequestBody<SegmentsRequest>
{
    public static SegmentsRequest? Read(JsonField body) =>
        new(body.Items(1, TranscriptLimits.SegmentsPerRequest).Select(SegmentRequest.Read).OfType<SegmentRequest>());

    public IReadOnlyList<TranscriptSegment> ToCommand() => [.. this.Select(s => s.ToSegment())];
}
