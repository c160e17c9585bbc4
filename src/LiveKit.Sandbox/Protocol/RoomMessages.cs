namespace OrleansCalls.LiveKit.Sandbox.Protocol;

/// <summary><c>livekit.CreateRoomRequest</c>; also <c>RoomConfiguration</c>, the token's <c>roomConfig</c>, which names its fields the same.</summary>
internal sealed record CreateRoomRequest
{
    public string Name { get; init; } = "";

    /// <summary>Seconds from creation after which a room that nobody joined closes; 0 means 300.</summary>
    public uint EmptyTimeout { get; init; }

    /// <summary>Seconds after the last leave after which the room closes; 0 means 20.</summary>
    public uint DepartureTimeout { get; init; }

    /// <summary>0 means no limit.</summary>
    public uint MaxParticipants { get; init; }

    public string Metadata { get; init; } = "";
    public IReadOnlyList<RoomAgentDispatch> Agents { get; init; } = [];
}

/// <summary><c>livekit.RoomAgentDispatch</c>.</summary>
internal sealed record RoomAgentDispatch
{
    public string AgentName { get; init; } = "";
    public string Metadata { get; init; } = "";
    public JobRestartPolicy RestartPolicy { get; init; }
    public string Deployment { get; init; } = "";
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();
}

/// <summary><c>livekit.ListRoomsRequest</c>.</summary>
internal sealed record ListRoomsRequest
{
    public IReadOnlyList<string> Names { get; init; } = [];
}

/// <summary><c>livekit.ListRoomsResponse</c>.</summary>
internal sealed record ListRoomsResponse
{
    public IReadOnlyList<RoomInfo> Rooms { get; init; } = [];
}

/// <summary><c>livekit.DeleteRoomRequest</c> and <c>livekit.ListParticipantsRequest</c>.</summary>
internal sealed record RoomRequest
{
    public string Room { get; init; } = "";
}

/// <summary><c>livekit.RoomParticipantIdentity</c>.</summary>
internal sealed record RoomParticipantIdentity
{
    public string Room { get; init; } = "";
    public string Identity { get; init; } = "";
}

/// <summary><c>livekit.ListParticipantsResponse</c>.</summary>
internal sealed record ListParticipantsResponse
{
    public IReadOnlyList<ParticipantInfo> Participants { get; init; } = [];
}

/// <summary>An answer without fields: <c>DeleteRoomResponse</c>, <c>RemoveParticipantResponse</c>.</summary>
internal sealed record EmptyResponse;
