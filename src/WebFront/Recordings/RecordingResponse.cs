using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.WebFront.Calls;

namespace OrleansCalls.WebFront.Recordings;

/// <summary>Where a call's recording stands.</summary>
[Description("Where the recording stands")]
internal sealed record RecordingResponse
{
    [Description("`skipped`, `starting`, `active`, `ready`, `failed` or `aborted`")]
    public required string State { get; init; }

    [Description("Why there is no recording, or no whole one")]
    public required string? Reason { get; init; }

    [Description("LiveKit's id of the newest recorder")]
    public required string? EgressId { get; init; }

    [Description("Of all segments that are ready")]
    public required long? SizeBytes { get; init; }

    [Description("Of all segments that are ready")]
    public required double? DurationSeconds { get; init; }

    [Description("Recorded time over talked time, from 0 to 1")]
    public required double? Coverage { get; init; }

    [Description("What each recorder made, in the order in which they were asked for")]
    public required IReadOnlyList<SegmentResponse> Segments { get; init; }

    [Description("When people talked and nothing was recorded, and why; empty until the call has ended")]
    public required IReadOnlyList<GapResponse> Gaps { get; init; }

    public static RecordingResponse From(RecordingSnapshot recording, MediaTimeline media) => new()
    {
        State = recording.State.Name(),
        Reason = recording.Reason,
        EgressId = recording.EgressId,
        SizeBytes = recording.SizeBytes,
        DurationSeconds = recording.DurationSeconds,
        Coverage = recording.Coverage,
        Segments = [.. recording.Segments.Select(s => SegmentResponse.From(s, media))],
        Gaps = [.. recording.Gaps.Select(g => new GapResponse(g.From, g.To, g.Reason))],
    };
}
