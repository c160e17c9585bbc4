namespace OrleansCalls.LiveKit.Dispatches;

/// <summary>Calls an agent into a room.</summary>
public sealed record CreateDispatchRequest
{
    /// <summary>The name that the agent's worker registered with.</summary>
    public required string AgentName { get; init; }

    /// <summary>The room's name.</summary>
    public required string Room { get; init; }

    /// <summary>Text for the agent, at most 512 KiB.</summary>
    public string? Metadata { get; init; }
}
