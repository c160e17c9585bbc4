namespace OrleansCalls.Grains.Interfaces.Recordings;

/// <summary>A call's recording: its state, and its segments in the order in which they were asked for.</summary>
[GenerateSerializer, Immutable, Alias("RecordingSnapshot")]
public sealed record RecordingSnapshot
{
    [Id(0)] public required RecordingState State { get; init; }

    /// <summary>Why there is no recording, or no whole one.</summary>
    [Id(1)] public string? Reason { get; init; }

    /// <summary>LiveKit's id of the newest recorder.</summary>
    [Id(2)] public string? EgressId { get; init; }

    /// <summary>Bytes of all segments that are ready.</summary>
    [Id(3)] public long? SizeBytes { get; init; }

    /// <summary>Length of all segments that are ready.</summary>
    [Id(4)] public double? DurationSeconds { get; init; }

    /// <summary>Recorded time over talked time, from 0 to 1; null while nobody has talked.</summary>
    [Id(5)] public double? Coverage { get; init; }

    [Id(6)] public required IReadOnlyList<RecordingSegment> Segments { get; init; }

    /// <summary>When people talked and nothing was recorded, and why; empty until the call has ended.</summary>
    [Id(7)] public IReadOnlyList<RecordingGap> Gaps { get; init; } = [];
}
