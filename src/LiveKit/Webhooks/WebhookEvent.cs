using OrleansCalls.LiveKit.Egress;
using OrleansCalls.LiveKit.Rooms;
using OrleansCalls.LiveKit.Wire;

namespace OrleansCalls.LiveKit.Webhooks;

/// <summary>Something that LiveKit tells. It may come late, twice, out of order or never.</summary>
public sealed record WebhookEvent
{
    /// <summary>Which event: one of <see cref="WebhookEventNames"/>.</summary>
    public string Event { get; init; } = "";

    /// <summary><c>EV_…</c>: the same when LiveKit repeats a delivery, another when the news itself was made twice.</summary>
    public string Id { get; init; } = "";

    /// <summary>When LiveKit made the event, to the second.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The room; set for rooms, participants and tracks, for egresses only sometimes.</summary>
    public Room? Room { get; init; }

    /// <summary>The participant; set for participants and tracks.</summary>
    public ParticipantInfo? Participant { get; init; }

    /// <summary>The track; set for tracks.</summary>
    public TrackInfo? Track { get; init; }

    /// <summary>The egress; set for egresses.</summary>
    public EgressInfo? EgressInfo { get; init; }

    /// <summary>Whether the event is known and brings the thing that it is about.</summary>
    internal bool HasItsSubject => Event switch
    {
        WebhookEventNames.RoomStarted or WebhookEventNames.RoomFinished => Room is not null,
        WebhookEventNames.ParticipantJoined or WebhookEventNames.ParticipantLeft or WebhookEventNames.ParticipantConnectionAborted =>
            Room is not null && Participant is not null,
        WebhookEventNames.TrackPublished or WebhookEventNames.TrackUnpublished =>
            Room is not null && Participant is not null && Track is not null,
        WebhookEventNames.EgressStarted or WebhookEventNames.EgressUpdated or WebhookEventNames.EgressEnded => EgressInfo is not null,
        _ => false,
    };

    internal static WebhookEvent Read(ProtoObject webhook) => new()
    {
        Event = webhook.Text("event"),
        Id = webhook.Text("id"),
        CreatedAt = webhook.UnixSeconds("createdAt"),
        Room = webhook.Message("room", Room.Read),
        Participant = webhook.Message("participant", ParticipantInfo.Read),
        Track = webhook.Message("track", TrackInfo.Read),
        EgressInfo = webhook.Message("egressInfo", EgressInfo.Read),
    };
}
