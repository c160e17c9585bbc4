using System.ComponentModel;
using System.Text.Json.Serialization;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.WebFront.Calls;

namespace OrleansCalls.WebFront.Recordings;

/// <summary>What one recorder made of a call.</summary>
internal sealed record SegmentResponse
{
    [Description("LiveKit's id of the recorder")]
    public required string? EgressId { get; init; }

    [Description("`starting`, `active`, `ready`, `failed` or `aborted`")]
    public required string State { get; init; }

    [Description("Why there is nothing to play")]
    public required string? Reason { get; init; }

    [Description("When it began to record")]
    public required DateTimeOffset? StartedAt { get; init; }

    [Description("When it ended")]
    public required DateTimeOffset? EndedAt { get; init; }

    [Description("How long it is")]
    public required double? DurationSeconds { get; init; }

    [Description("How many bytes the object has")]
    public required long? SizeBytes { get; init; }

    [Description("For `?segment=` of the recording and its subtitles: 1 is the first that can be played; null while it cannot be")]
    public required int? Number { get; init; }

    [Description("How long after the beginning of the first one that can be played this one begins; subtitles of the whole call count from there too")]
    public required double? OffsetSeconds { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Description("A link to this segment's bytes; only where links were asked for")]
    public string? Url { get; init; }

    public static SegmentResponse From(RecordingSegment segment, MediaTimeline media, string? url = null) => new()
    {
        EgressId = segment.EgressId,
        State = segment.State.Name(),
        Reason = segment.Reason,
        StartedAt = segment.StartedAt,
        EndedAt = segment.EndedAt,
        DurationSeconds = segment.DurationSeconds,
        SizeBytes = segment.SizeBytes,
        Number = media.NumberOf(segment),
        OffsetSeconds = media.NumberOf(segment) is null ? null : media.OffsetOf(segment)?.TotalSeconds,
        Url = url,
    };
}
