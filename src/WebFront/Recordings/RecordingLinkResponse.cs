using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Recordings;

namespace OrleansCalls.WebFront.Recordings;

/// <summary>Links to a call's recording.</summary>
internal sealed record RecordingLinkResponse
{
    [Description("The bytes of the segment that was asked for, else of the first, for whoever has the link, until it expires")]
    public required string Url { get; init; }

    [Description("Until when the links can be followed")]
    public required DateTimeOffset ExpiresAt { get; init; }

    [Description("`audio/ogg`")]
    public required string ContentType { get; init; }

    [Description("Of all segments that are ready")]
    public required long? SizeBytes { get; init; }

    [Description("Of all segments that are ready")]
    public required double? DurationSeconds { get; init; }

    [Description("What each recorder made, in order, each with its own link; more than one where a recorder was lost")]
    public required IReadOnlyList<SegmentResponse> Segments { get; init; }

    [Description("Recorded time over talked time, from 0 to 1")]
    public required double? Coverage { get; init; }

    /// <param name="recording">What is known of the recording as a whole.</param>
    /// <param name="media">The segments that can be played.</param>
    /// <param name="links">One for each of them.</param>
    /// <param name="number">Which of them was asked for.</param>
    public static RecordingLinkResponse From(
        RecordingSnapshot recording, MediaTimeline media, IReadOnlyList<RecordingLink> links, int number)
    {
        var byKey = links.ToDictionary(l => l.Segment.Key);
        var wanted = byKey[media.Segments[number - 1].Key];
        return new RecordingLinkResponse
        {
            Url = wanted.Url,
            ExpiresAt = wanted.ExpiresAt,
            ContentType = wanted.ContentType,
            SizeBytes = recording.SizeBytes,
            DurationSeconds = recording.DurationSeconds,
            Segments = [.. media.Segments.Select(s => SegmentResponse.From(s, media, byKey[s.Key].Url))],
            Coverage = recording.Coverage,
        };
    }
}
