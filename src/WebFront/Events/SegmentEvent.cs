using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.WebFront.Events;

/// <summary>A live segment as it stands.</summary>
internal sealed record SegmentEvent(
    [property: Description("The same id again replaces what was told before")] string Id,
    [property: Description("`user` or `fred`")] string Speaker,
    string Text,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    [property: Description("Whether the recogniser will not change it any more")] bool Final)
{
    public static SegmentEvent From(TranscriptSegment segment) =>
        new(segment.Id, segment.Speaker.Name(), segment.Text, segment.StartedAt, segment.EndedAt, segment.Final);
}
