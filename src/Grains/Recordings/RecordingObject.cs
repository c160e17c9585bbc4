namespace OrleansCalls.Grains.Recordings;

/// <summary>What the bucket holds under a key.</summary>
public sealed record RecordingObject
{
    public DateTimeOffset? FoundAt { get; init; }

    public long SizeBytes { get; init; }

    public string? ContentType { get; init; }

    /// <summary>When looking for it was given up. A later find takes it back.</summary>
    public DateTimeOffset? MissingAt { get; init; }

    public string? Reason { get; init; }

    /// <summary>The last news of its recorder that the verdict knew, by LiveKit's clock; null where there was none.</summary>
    public DateTimeOffset? KnownUntil { get; init; }
}
