using System.Text.Json.Serialization;

namespace OrleansCalls.LiveKit.Sandbox.Protocol;

/// <summary><c>livekit.ParticipantInfo</c>.</summary>
internal sealed record ParticipantInfo
{
    public string Sid { get; init; } = "";
    public string Identity { get; init; } = "";
    public ParticipantState State { get; init; }
    public IReadOnlyList<TrackInfo> Tracks { get; init; } = [];
    public string Metadata { get; init; } = "";

    /// <summary>Unix seconds.</summary>
    public long JoinedAt { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long JoinedAtMs { get; init; }

    public string Name { get; init; } = "";
    public uint Version { get; init; }
    public ParticipantPermission? Permission { get; init; }
    public string Region { get; init; } = "";
    public bool IsPublisher { get; init; }
    public ParticipantKind Kind { get; init; }
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();
    public DisconnectReason DisconnectReason { get; init; }
}

/// <summary><c>livekit.ParticipantPermission</c>.</summary>
internal sealed record ParticipantPermission
{
    public bool CanSubscribe { get; init; }
    public bool CanPublish { get; init; }
    public bool CanPublishData { get; init; }
    public bool Hidden { get; init; }
    public bool Recorder { get; init; }
    public bool Agent { get; init; }
}

/// <summary><c>livekit.ParticipantInfo.State</c>.</summary>
internal enum ParticipantState
{
    [JsonStringEnumMemberName("JOINING")] Joining,
    [JsonStringEnumMemberName("JOINED")] Joined,
    [JsonStringEnumMemberName("ACTIVE")] Active,
    [JsonStringEnumMemberName("DISCONNECTED")] Disconnected,
}

/// <summary><c>livekit.ParticipantInfo.Kind</c>. Agents and egresses neither keep a room open nor count for its limit.</summary>
internal enum ParticipantKind
{
    [JsonStringEnumMemberName("STANDARD")] Standard = 0,
    [JsonStringEnumMemberName("INGRESS")] Ingress = 1,
    [JsonStringEnumMemberName("EGRESS")] Egress = 2,
    [JsonStringEnumMemberName("SIP")] Sip = 3,
    [JsonStringEnumMemberName("AGENT")] Agent = 4,
    [JsonStringEnumMemberName("CONNECTOR")] Connector = 7,
    [JsonStringEnumMemberName("BRIDGE")] Bridge = 8,
}

/// <summary><c>livekit.DisconnectReason</c>, as far as the sandbox gives them.</summary>
internal enum DisconnectReason
{
    [JsonStringEnumMemberName("UNKNOWN_REASON")] Unknown = 0,
    [JsonStringEnumMemberName("CLIENT_INITIATED")] ClientInitiated = 1,
    [JsonStringEnumMemberName("DUPLICATE_IDENTITY")] DuplicateIdentity = 2,
    [JsonStringEnumMemberName("PARTICIPANT_REMOVED")] ParticipantRemoved = 4,
    [JsonStringEnumMemberName("ROOM_DELETED")] RoomDeleted = 5,
    [JsonStringEnumMemberName("ROOM_CLOSED")] RoomClosed = 10,
    [JsonStringEnumMemberName("CONNECTION_TIMEOUT")] ConnectionTimeout = 14,
}
