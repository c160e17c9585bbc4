namespace OrleansCalls.Grains.Recordings;

/// <summary>One recorder that was asked for, under a key of its own.</summary>
public sealed record EgressStart
{
    /// <summary>The object's key that it shall write.</summary>
    public string Key { get; init; } = "";

    /// <summary>When LiveKit was about to be asked.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>When LiveKit is known not to have started it.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    public string? Reason { get; init; }
}
