using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.LiveKit.Rooms;
using ParticipantKind = OrleansCalls.Grains.Interfaces.ParticipantKind;
using WireKind = OrleansCalls.LiveKit.Rooms.ParticipantKind;

namespace OrleansCalls.Silo.LiveKitApi;

/// <summary>What LiveKit says of a participant, in a call's words.</summary>
internal static class ParticipantReports
{
    public static ParticipantSeen Of(ParticipantInfo participant, string roomSid, DateTimeOffset now) => new()
    {
        RoomSid = roomSid,
        ParticipantSid = participant.Sid,
        Identity = participant.Identity,
        Kind = participant.Kind switch
        {
            WireKind.Agent => ParticipantKind.Agent,
            WireKind.Egress => ParticipantKind.Egress,
            _ => ParticipantKind.Human,
        },
        JoinedAt = participant.JoinedAt,
        AudioAt = participant.Tracks.Any(t => t.Type is TrackType.Audio) ? now : null,
    };
}
