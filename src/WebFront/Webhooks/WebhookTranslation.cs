using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.LiveKit.Rooms;
using OrleansCalls.LiveKit.Webhooks;
using OurKind = OrleansCalls.Grains.Interfaces.ParticipantKind;

namespace OrleansCalls.WebFront.Webhooks;

/// <summary>LiveKit's webhooks in the words of a call. Pure: the same webhook always gives the same events.</summary>
public static class WebhookTranslation
{
    /// <param name="webhook">What LiveKit said.</param>
    /// <param name="receivedAt">Stands in where LiveKit does not say when.</param>
    internal static WebhookNews Translate(WebhookEvent webhook, DateTimeOffset receivedAt)
    {
        var at = webhook.CreatedAt ?? receivedAt;
        var room = webhook.Room ?? new Room();
        return webhook switch
        {
            { EgressInfo: { } egress } => EgressTranslation.Translate(egress, room),
            { Event: WebhookEventNames.RoomStarted } => News(room, new RoomSeen(room.Sid, room.CreationTime ?? at)),
            { Event: WebhookEventNames.RoomFinished } => News(room, new RoomFinished(room.Sid, at)),
            { Event: WebhookEventNames.ParticipantJoined, Participant: { } who } =>
                News(room, Seen(room, who, at) with { JoinedAt = who.JoinedAt ?? at }),
            { Event: WebhookEventNames.ParticipantLeft, Participant: { } who } =>
                News(room, Seen(room, who, at) with { LeftAt = at }),
            { Event: WebhookEventNames.TrackPublished, Participant: { } who, Track.Type: TrackType.Audio } =>
                News(room, Seen(room, who, at) with { Kind = null, JoinedAt = null, AudioAt = at }),
            _ => new WebhookNews(room.Name, []), // a track that is gone, a picture, somebody who never was connected
        };
    }

    private static WebhookNews News(Room room, CallEvent news) =>
        new(room.Name, room.Sid.Length == 0 || news is ParticipantSeen { ParticipantSid: "" } ? [] : [news]);

    private static ParticipantSeen Seen(Room room, ParticipantInfo participant, DateTimeOffset at) => Seen(room.Sid, participant, at);

    /// <summary>A participant as told at this time, by webhook or when asked.</summary>
    public static ParticipantSeen Seen(string roomSid, ParticipantInfo participant, DateTimeOffset at) => new()
    {
        RoomSid = roomSid,
        ParticipantSid = participant.Sid,
        Identity = participant.Identity,
        Kind = participant.Kind switch
        {
            ParticipantKind.Egress => OurKind.Egress,
            ParticipantKind.Agent => OurKind.Agent,
            ParticipantKind.Unknown => KindOf(participant.Identity),
            _ => OurKind.Human,
        },
        JoinedAt = participant.JoinedAt,
        AudioAt = participant.Tracks.Any(t => t.Type is TrackType.Audio) ? at : null,
    };

    // A kind of a newer LiveKit may be a human's, but for who has a name that LiveKit gives to recorders and agents' jobs alone.
    private static OurKind KindOf(string identity) =>
        identity.StartsWith("EG_", StringComparison.Ordinal) ? OurKind.Egress
        : identity.StartsWith("agent-AJ_", StringComparison.Ordinal) ? OurKind.Agent
        : OurKind.Human;
}
