using OrleansCalls.LiveKit.Wire;

namespace OrleansCalls.LiveKit.Rooms;

/// <summary>Somebody in a room: a human, but also an agent or the recorder. Track webhooks set only <see cref="Sid"/> and <see cref="Identity"/>.</summary>
public sealed record ParticipantInfo
{
    private static readonly ProtoEnum<ParticipantState> s_states = new("", ParticipantState.Unknown);
    private static readonly ProtoEnum<ParticipantKind> s_kinds = new("", ParticipantKind.Unknown);
    private static readonly ProtoEnum<DisconnectReason> s_reasons = new("", DisconnectReason.Unknown);

    /// <summary><c>PA_…</c>: one stay. Who leaves and comes back has another.</summary>
    public string Sid { get; init; } = "";

    /// <summary>The <c>sub</c> of the access token.</summary>
    public string Identity { get; init; } = "";

    /// <summary>The name to show.</summary>
    public string Name { get; init; } = "";

    /// <summary>How far the connection is.</summary>
    public ParticipantState State { get; init; }

    /// <summary>What it is; absent on the wire means a human.</summary>
    public ParticipantKind Kind { get; init; }

    /// <summary>When it joined, to the millisecond where LiveKit says so.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>What it publishes.</summary>
    public IReadOnlyList<TrackInfo> Tracks { get; init; } = [];

    /// <summary>Why it left.</summary>
    public DisconnectReason DisconnectReason { get; init; }

    internal static ParticipantInfo Read(ProtoObject participant) => new()
    {
        Sid = participant.Text("sid"),
        Identity = participant.Text("identity"),
        Name = participant.Text("name"),
        State = participant.Value("state", s_states),
        Kind = participant.Value("kind", s_kinds),
        JoinedAt = participant.UnixMilliseconds("joinedAtMs") ?? participant.UnixSeconds("joinedAt"),
        Tracks = participant.List("tracks", TrackInfo.Read),
        DisconnectReason = participant.Value("disconnectReason", s_reasons),
    };
}
