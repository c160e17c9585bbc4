using System.Text.Json.Serialization;

namespace OrleansCalls.LiveKit.Sandbox.Protocol;

/// <summary><c>livekit.CreateAgentDispatchRequest</c>.</summary>
internal sealed record CreateDispatchRequest
{
    public string AgentName { get; init; } = "";
    public string Room { get; init; } = "";
    public string Metadata { get; init; } = "";
    public JobRestartPolicy RestartPolicy { get; init; }
    public string Deployment { get; init; } = "";
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();
}

/// <summary><c>livekit.DeleteAgentDispatchRequest</c> and <c>livekit.ListAgentDispatchRequest</c>.</summary>
internal sealed record DispatchRequest
{
    public string DispatchId { get; init; } = "";
    public string Room { get; init; } = "";
}

/// <summary><c>livekit.ListAgentDispatchResponse</c>.</summary>
internal sealed record ListDispatchResponse
{
    public IReadOnlyList<AgentDispatch> AgentDispatches { get; init; } = [];
}

/// <summary><c>livekit.AgentDispatch</c>.</summary>
internal sealed record AgentDispatch
{
    public string Id { get; init; } = "";
    public string AgentName { get; init; } = "";
    public string Room { get; init; } = "";
    public string Metadata { get; init; } = "";
    public AgentDispatchState State { get; init; } = new();
    public JobRestartPolicy RestartPolicy { get; init; }
    public string Deployment { get; init; } = "";
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();
}

/// <summary><c>livekit.AgentDispatchState</c>. Times are Unix nanoseconds.</summary>
internal sealed record AgentDispatchState
{
    public IReadOnlyList<AgentJob> Jobs { get; init; } = [];
    public long CreatedAt { get; init; }
    public long DeletedAt { get; init; }
}

/// <summary><c>livekit.Job</c>.</summary>
internal sealed record AgentJob
{
    public string Id { get; init; } = "";
    public string DispatchId { get; init; } = "";
    public JobType Type { get; init; }
    public RoomInfo? Room { get; init; }
    public ParticipantInfo? Participant { get; init; }
    public string Metadata { get; init; } = "";
    public string AgentName { get; init; } = "";
    public JobState State { get; init; } = new();
}

/// <summary><c>livekit.JobState</c>. Times are Unix nanoseconds.</summary>
internal sealed record JobState
{
    public JobStatus Status { get; init; }
    public string Error { get; init; } = "";
    public long StartedAt { get; init; }
    public long EndedAt { get; init; }
    public long UpdatedAt { get; init; }
    public string ParticipantIdentity { get; init; } = "";
    public string WorkerId { get; init; } = "";
    public string AgentId { get; init; } = "";
}

/// <summary><c>livekit.JobType</c>.</summary>
internal enum JobType
{
    [JsonStringEnumMemberName("JT_ROOM")] Room,
    [JsonStringEnumMemberName("JT_PUBLISHER")] Publisher,
    [JsonStringEnumMemberName("JT_PARTICIPANT")] Participant,
}

/// <summary><c>livekit.JobStatus</c>.</summary>
internal enum JobStatus
{
    [JsonStringEnumMemberName("JS_PENDING")] Pending,
    [JsonStringEnumMemberName("JS_RUNNING")] Running,
    [JsonStringEnumMemberName("JS_SUCCESS")] Success,
    [JsonStringEnumMemberName("JS_FAILED")] Failed,
}

/// <summary><c>livekit.JobRestartPolicy</c>.</summary>
internal enum JobRestartPolicy
{
    [JsonStringEnumMemberName("JRP_ON_FAILURE")] OnFailure,
    [JsonStringEnumMemberName("JRP_NEVER")] Never,
}
