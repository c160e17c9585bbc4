using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Rooms;

namespace OrleansCalls.LiveKit.Sandbox.Control;

/// <summary>A live room in brief.</summary>
/// <param name="Room">Its name.</param>
/// <param name="RoomSid">Its session.</param>
/// <param name="Participants">Who is in it, agents and egresses too.</param>
internal sealed record LiveRoomResponse(string Room, string RoomSid, IReadOnlyList<LiveRoomResponse.Presence> Participants)
{
    public static LiveRoomResponse Of(Room room) =>
        new(room.Name, room.Sid, [.. room.Participants.Values.Select(who => new Presence(who.Info.Identity, who.Info.Kind))]);

    /// <summary>Somebody in a room.</summary>
    internal sealed record Presence(string Identity, ParticipantKind Kind);
}
