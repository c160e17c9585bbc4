using OrleansCalls.LiveKit.Wire;

namespace OrleansCalls.LiveKit.Dispatches;

/// <summary>A call for an agent to come into a room, and what became of it.</summary>
public sealed record AgentDispatch
{
    /// <summary><c>AD_…</c></summary>
    public string Id { get; init; } = "";

    /// <summary>The agent's name; "" means any agent that has none.</summary>
    public string AgentName { get; init; } = "";

    /// <summary>The room's name.</summary>
    public string Room { get; init; } = "";

    /// <summary>Text for the agent.</summary>
    public string Metadata { get; init; } = "";

    /// <summary>The jobs made of it. None: no worker of that name has been found.</summary>
    public IReadOnlyList<AgentJob> Jobs { get; init; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was taken back.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    internal static AgentDispatch Read(ProtoObject dispatch)
    {
        var read = new AgentDispatch
        {
            Id = dispatch.Text("id"),
            AgentName = dispatch.Text("agentName"),
            Room = dispatch.Text("room"),
            Metadata = dispatch.Text("metadata"),
        };
        return dispatch.Message("state", state => read with
        {
            Jobs = state.List("jobs", AgentJob.Read),
            CreatedAt = state.UnixNanoseconds("createdAt"),
            DeletedAt = state.UnixNanoseconds("deletedAt"),
        }) ?? read;
    }
}
