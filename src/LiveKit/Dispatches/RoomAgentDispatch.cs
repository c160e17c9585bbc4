namespace OrleansCalls.LiveKit.Dispatches;

/// <summary>An agent to be called when a room is created.</summary>
public sealed record RoomAgentDispatch
{
    /// <summary>The name that the agent's worker registered with.</summary>
    public required string AgentName { get; init; }

    /// <summary>Text for the agent, at most 512 KiB.</summary>
    public string? Metadata { get; init; }
}
