using OrleansCalls.LiveKit.Sandbox.Faults;
using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Rooms;

namespace OrleansCalls.LiveKit.Sandbox.Agents;

/// <summary>Dispatches agents to rooms: a job waits as pending until the agent has joined, and runs until it leaves.</summary>
internal sealed class AgentDispatches
{
    private static readonly TimeSpan VeryLate = TimeSpan.FromSeconds(30);

    private readonly SandboxOptions _options;
    private readonly RoomDirectory _rooms;
    private readonly FaultBook _faults;
    private readonly FaultCounts _counts;
    private readonly TimeProvider _time;

    public AgentDispatches(SandboxOptions options, RoomDirectory rooms, FaultBook faults, FaultCounts counts, TimeProvider time)
    {
        (_options, _rooms, _faults, _counts, _time) = (options, rooms, faults, counts, time);
        rooms.Opened += DispatchInitialAgents;
        rooms.Left += EndJob;
    }

    /// <summary>Dispatches an agent to a live room. A repeat is another dispatch, and another agent.</summary>
    public AgentDispatch Create(Room room, RoomAgentDispatch agent)
    {
        lock (_rooms.Gate)
        {
            var dispatch = new AgentDispatch
            {
                Id = Sid.New("AD_"),
                AgentName = agent.AgentName,
                Room = room.Name,
                Metadata = agent.Metadata,
                RestartPolicy = agent.RestartPolicy,
                Deployment = agent.Deployment,
                Attributes = agent.Attributes,
                State = new AgentDispatchState { CreatedAt = Now() },
            };

            if (HasWorker(agent.AgentName))
                dispatch = Offered(room, dispatch, _faults.StrikeAgent(room.Name));

            room.Dispatches.Add(dispatch.Id, dispatch);
            return dispatch;
        }
    }

    /// <summary>Takes a dispatch back; its agent leaves.</summary>
    /// <returns>The dispatch as it ended; null when the room has none of this id.</returns>
    public AgentDispatch? Delete(Room room, string id)
    {
        lock (_rooms.Gate)
        {
            if (!room.Dispatches.TryGetValue(id, out var dispatch))
                return null;

            foreach (var job in dispatch.State.Jobs)
                _rooms.Leave(room, job.State.ParticipantIdentity, DisconnectReason.ClientInitiated);

            room.Dispatches.Remove(id, out dispatch);
            return dispatch! with { State = dispatch.State with { DeletedAt = Now() } };
        }
    }

    /// <summary>An agent of the name joins at once: for the dispatch that waits for it, or else without any.</summary>
    public Participant JoinNow(Room room, string agentName)
    {
        lock (_rooms.Gate)
        {
            var waiting = room.Dispatches.Values.FirstOrDefault(dispatch =>
                dispatch.AgentName == agentName && dispatch.State.Jobs.Any(job => job.State.Status is JobStatus.Pending));

            return waiting is null ? Join(room, agentName, Sid.New("AJ_")) : JoinFor(room, waiting);
        }
    }

    /// <summary>A room without named agents gets a dispatch without a name, for workers without a name (livekit-server pkg/rtc/room.go).</summary>
    private void DispatchInitialAgents(Room room, IReadOnlyList<RoomAgentDispatch> agents)
    {
        foreach (var agent in agents.DefaultIfEmpty(new RoomAgentDispatch()))
            Create(room, agent);
    }

    /// <summary>No worker without a name runs here, even if all names do.</summary>
    private bool HasWorker(string agentName) =>
        agentName.Length > 0 && (_options.Agents.Contains("*") || _options.Agents.Contains(agentName, StringComparer.Ordinal));

    /// <summary>The dispatch as a worker takes it: the job is pending until the agent has joined.</summary>
    private AgentDispatch Offered(Room room, AgentDispatch dispatch, AgentFault? fault)
    {
        if (fault is { Kind: not AgentFaultKind.Dies })
            _counts.Add(fault.Kind);

        if (fault is { Kind: AgentFaultKind.NeverJoins })
            return dispatch;

        var late = fault is not { Kind: AgentFaultKind.JoinsLate } ? TimeSpan.Zero : fault.AfterMs > 0 ? fault.After : _options.Scaled(VeryLate);
        if (fault is not { Kind: AgentFaultKind.Pending })
            _rooms.Later(_options.Scaled(_options.AgentJoinDelay) + late, () => JoinIfWaiting(room, dispatch.Id, fault));

        return WithJob(dispatch, new AgentJob
        {
            Id = Sid.New("AJ_"),
            DispatchId = dispatch.Id,
            Room = room.ToInfo(),
            Metadata = dispatch.Metadata,
            AgentName = dispatch.AgentName,
            State = new JobState { UpdatedAt = Now(), WorkerId = Sid.New("AW_") },
        });
    }

    private void JoinIfWaiting(Room room, string dispatchId, AgentFault? fault)
    {
        if (room.IsClosed || !room.Dispatches.TryGetValue(dispatchId, out var dispatch) || dispatch.State.Jobs[0].State.Status is not JobStatus.Pending)
            return;

        JoinFor(room, dispatch);
        if (fault is { Kind: AgentFaultKind.Dies })
            _rooms.Later(fault.After, () => Die(room, dispatchId));
    }

    private void Die(Room room, string dispatchId)
    {
        if (room.IsClosed || !room.Dispatches.TryGetValue(dispatchId, out var dispatch) || dispatch.State.Jobs is not [{ State.Status: JobStatus.Running } job])
            return;

        var state = job.State with { Status = JobStatus.Failed, Error = "agent worker left the job", EndedAt = Now(), UpdatedAt = Now() };
        room.Dispatches[dispatchId] = WithJob(dispatch, job with { State = state });
        _rooms.Leave(room, job.State.ParticipantIdentity, DisconnectReason.ConnectionTimeout);
        _counts.Add(AgentFaultKind.Dies);
    }

    private Participant JoinFor(Room room, AgentDispatch dispatch)
    {
        var job = dispatch.State.Jobs[0];
        var agent = Join(room, dispatch.AgentName, job.Id);
        var state = job.State with { Status = JobStatus.Running, StartedAt = Now(), UpdatedAt = Now(), ParticipantIdentity = agent.Info.Identity };
        room.Dispatches[dispatch.Id] = WithJob(dispatch, job with { State = state });
        return agent;
    }

    private Participant Join(Room room, string agentName, string jobId)
    {
        var agent = _rooms.Join(room, new ParticipantInfo
        {
            Identity = $"agent-{jobId}",
            Kind = ParticipantKind.Agent,
            Permission = new ParticipantPermission { CanSubscribe = true, CanPublish = true, CanPublishData = true, Agent = true },
            Attributes = new Dictionary<string, string> { ["lk.agent.name"] = agentName, ["lk.agent.state"] = "listening" },
        })!; // agents do not count for a room's limit
        _rooms.PublishMicrophone(room, agent);
        return agent;
    }

    private void EndJob(Room room, Participant participant)
    {
        foreach (var dispatch in room.Dispatches.Values.ToList())
        {
            if (dispatch.State.Jobs is not [var job] || job.State.Status is not JobStatus.Running || job.State.ParticipantIdentity != participant.Info.Identity)
                continue;

            var state = job.State with { Status = JobStatus.Success, EndedAt = Now(), UpdatedAt = Now() };
            room.Dispatches[dispatch.Id] = WithJob(dispatch, job with { State = state });
        }
    }

    private static AgentDispatch WithJob(AgentDispatch dispatch, AgentJob job) => dispatch with { State = dispatch.State with { Jobs = [job] } };

    private long Now() => _time.GetUtcNow().ToUnixNanoseconds();
}
