using System.Text.Json.Serialization;

namespace OrleansCalls.Grains.Recordings;

/// <summary>One recorder that was asked for, under a key of its own.</summary>
public sealed record EgressStart
{
    /// <summary>The object's key that it shall write.</summary>
    public string Key { get; init; } = "";

    /// <summary>When LiveKit was about to be asked.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>When LiveKit was last taken not to have started it.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Whether LiveKit cannot have started it. A request that failed otherwise may have worked, and its recorder appear later.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Refused { get; init; }

    public string? Reason { get; init; }
}
