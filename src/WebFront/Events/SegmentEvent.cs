using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.WebFront.Events;

/// <summary>A live segment as it stands.</summary>
internal sealed record SegmentEvent(
    [property: Description("The same id again replaces what was told before")] string Id,
    [property: Description("`user` or `fred`")] string Speaker,
    [property: Description("What was said")] string Text,
    [property: Description("When it was begun to be said")] DateTimeOffset StartedAt,
    [property: Description("When it was said to its end, where known")] DateTimeOffset? EndedAt,
    [property: Description("Whether the recogniser will not change it any more")] bool Final)
{
    public static SegmentEvent From(TranscriptSegment segment) =>
        new(segment.Id, segment.Speaker.Name(), segment.Text, segment.StartedAt, segment.EndedAt, segment.Final);
}
