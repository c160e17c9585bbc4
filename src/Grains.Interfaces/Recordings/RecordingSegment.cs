namespace OrleansCalls.Grains.Interfaces.Recordings;

/// <summary>What one recorder made of a call.</summary>
[GenerateSerializer, Immutable, Alias("RecordingSegment")]
public sealed record RecordingSegment
{
    /// <summary>The object's key in the bucket.</summary>
    [Id(0)] public required string Key { get; init; }

    [Id(1)] public string? EgressId { get; init; }

    [Id(2)] public required RecordingState State { get; init; }

    [Id(3)] public string? Reason { get; init; }

    [Id(4)] public DateTimeOffset? StartedAt { get; init; }

    [Id(5)] public DateTimeOffset? EndedAt { get; init; }

    [Id(6)] public double? DurationSeconds { get; init; }

    [Id(7)] public long? SizeBytes { get; init; }
}
