using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Recordings;

namespace OrleansCalls.WebFront.Recordings;

/// <summary>Links to a call's recording.</summary>
internal sealed record RecordingLinkResponse
{
    [Description("The first segment's bytes, for whoever has the link, until it expires")]
    public required string Url { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required string ContentType { get; init; }

    [Description("Of all segments that are ready")]
    public required long? SizeBytes { get; init; }

    [Description("Of all segments that are ready")]
    public required double? DurationSeconds { get; init; }

    [Description("What each recorder made, in order, each with its own link; more than one where a recorder was lost")]
    public required IReadOnlyList<SegmentResponse> Segments { get; init; }

    [Description("Recorded time over talked time, from 0 to 1")]
    public required double? Coverage { get; init; }

    public static RecordingLinkResponse From(IReadOnlyList<RecordingLink> links, RecordingSnapshot recording) => new()
    {
        Url = links[0].Url,
        ExpiresAt = links[0].ExpiresAt,
        ContentType = links[0].ContentType,
        SizeBytes = recording.SizeBytes,
        DurationSeconds = recording.DurationSeconds,
        Segments = [.. links.Select(l => SegmentResponse.From(l.Segment, l.Url))],
        Coverage = recording.Coverage,
    };
}
