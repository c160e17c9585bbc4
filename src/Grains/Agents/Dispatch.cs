namespace OrleansCalls.Grains.Agents;

/// <summary>One call for the agent.</summary>
public sealed record Dispatch
{
    /// <summary>When LiveKit was about to be asked.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>LiveKit's id of it; null until LiveKit answered.</summary>
    public string? DispatchId { get; init; }

    /// <summary>When it answered.</summary>
    public DateTimeOffset? MadeAt { get; init; }

    /// <summary>When its job was last seen to wait for a worker although the agent was missed.</summary>
    public DateTimeOffset? PendingAt { get; init; }

    /// <summary>When it was last seen not to bring the agent any more.</summary>
    public DateTimeOffset? LostAt { get; init; }

    /// <summary>When it was taken back, because another one was about to be made.</summary>
    public DateTimeOffset? TakenBackAt { get; init; }

    public DateTimeOffset? FailedAt { get; init; }

    public string? Reason { get; init; }
}
