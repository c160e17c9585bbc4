namespace OrleansCalls.LiveKit.Sandbox.Protocol;

/// <summary><c>livekit.WebhookEvent</c>.</summary>
internal sealed record WebhookEvent
{
    /// <summary>For example <c>room_started</c> or <c>egress_ended</c>.</summary>
    public string Event { get; init; } = "";

    public RoomInfo? Room { get; init; }
    public ParticipantInfo? Participant { get; init; }
    public TrackInfo? Track { get; init; }
    public EgressInfo? EgressInfo { get; init; }
    public string Id { get; init; } = "";

    /// <summary>Unix seconds.</summary>
    public long CreatedAt { get; init; }
}
