using OrleansCalls.LiveKit.Wire;

namespace OrleansCalls.LiveKit.Dispatches;

/// <summary>The work of one agent worker in one room.</summary>
public sealed record AgentJob
{
    private static readonly ProtoEnum<AgentJobStatus> s_statuses = new("JS_", AgentJobStatus.Unknown);

    /// <summary><c>AJ_…</c></summary>
    public string Id { get; init; } = "";

    /// <summary>How far it is.</summary>
    public AgentJobStatus Status { get; init; }

    /// <summary>Who the agent is in the room; "" until a worker has taken the job.</summary>
    public string ParticipantIdentity { get; init; } = "";

    /// <summary>What went wrong; "" when nothing did.</summary>
    public string Error { get; init; } = "";

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    internal static AgentJob Read(ProtoObject job)
    {
        var read = new AgentJob { Id = job.Text("id") };
        return job.Message("state", state => read with
        {
            Status = state.Value("status", s_statuses),
            ParticipantIdentity = state.Text("participantIdentity"),
            Error = state.Text("error"),
            StartedAt = state.UnixNanoseconds("startedAt"),
            EndedAt = state.UnixNanoseconds("endedAt"),
        }) ?? read;
    }
}
