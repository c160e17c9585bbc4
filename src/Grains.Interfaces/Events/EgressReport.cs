namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>A recorder as LiveKit tells it.</summary>
[GenerateSerializer, Immutable, Alias("EgressReport")]
public sealed record EgressReport
{
    [Id(0)] public required string EgressId { get; init; }

    /// <summary>The room that it records; null where LiveKit does not say.</summary>
    [Id(1)] public string? RoomSid { get; init; }

    /// <summary>The object's key that it was asked to write.</summary>
    [Id(2)] public string? Key { get; init; }

    [Id(3)] public required EgressStatus Status { get; init; }

    /// <summary>When the recording began, not when it was asked for.</summary>
    [Id(4)] public DateTimeOffset? StartedAt { get; init; }

    [Id(5)] public DateTimeOffset? EndedAt { get; init; }

    [Id(6)] public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>LiveKit's words for what went wrong, without addresses.</summary>
    [Id(7)] public string? Error { get; init; }

    [Id(8)] public TimeSpan? Duration { get; init; }

    [Id(9)] public long? SizeBytes { get; init; }
}
