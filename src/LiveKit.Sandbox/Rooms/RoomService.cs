using System.Globalization;
using System.Text;
using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Twirp;

namespace OrleansCalls.LiveKit.Sandbox.Rooms;

/// <summary><c>livekit.RoomService</c> (livekit-server pkg/service/roomservice.go).</summary>
internal sealed class RoomService(RoomDirectory rooms, StaleRooms stale)
{
    private const string Service = "livekit.RoomService";
    private const int LongestName = 256;
    private const int LargestMetadata = 512 * 1024;

    private static readonly TwirpError NoSuchParticipant = TwirpError.FromBus("not_found", "participant does not exist");

    public IEnumerable<TwirpMethod> Methods =>
    [
        TwirpMethod.For<CreateRoomRequest>(Service, "CreateRoom", (grant, _) => grant.RoomCreate, request => [request.Name], Create),
        TwirpMethod.For<ListRoomsRequest>(Service, "ListRooms", (grant, _) => grant.RoomList, request => request.Names, List),
        TwirpMethod.For<RoomRequest>(Service, "DeleteRoom", (grant, _) => grant.RoomCreate, request => [request.Room], Delete),
        TwirpMethod.For<RoomRequest>(Service, "ListParticipants", (grant, request) => grant.Administers(request.Room), request => [request.Room], ListParticipants),
        TwirpMethod.For<RoomParticipantIdentity>(Service, "GetParticipant", (grant, request) => grant.Administers(request.Room), request => [request.Room], GetParticipant),
        TwirpMethod.For<RoomParticipantIdentity>(Service, "RemoveParticipant", (grant, request) => grant.Administers(request.Room), request => [request.Room], RemoveParticipant),
    ];

    private TwirpAnswer Create(CreateRoomRequest request)
    {
        if (request.Name.Length == 0)
            return TwirpError.FromBus("invalid_argument", "room name is required");

        if (Encoding.UTF8.GetByteCount(request.Name) > LongestName)
            return TwirpError.FromBus("invalid_argument", $"room name length exceeds limits: {LongestName}");

        if (Encoding.UTF8.GetByteCount(request.Metadata) > LargestMetadata)
        {
            const string argument = "metadata size exceeds limits";
            var msg = $"{argument} {LargestMetadata.ToString(CultureInfo.InvariantCulture)}";
            return new TwirpError("invalid_argument", msg, new Dictionary<string, string> { ["argument"] = argument });
        }

        lock (rooms.Gate)
            return TwirpAnswer.Of(rooms.GetOrCreate(request).ToInfo());
    }

    private TwirpAnswer List(ListRoomsRequest request) => TwirpAnswer.Of(new ListRoomsResponse { Rooms = rooms.List(request.Names) });

    private TwirpAnswer Delete(RoomRequest request)
    {
        lock (rooms.Gate)
            return rooms.Delete(request.Room) ? TwirpAnswer.Of(new EmptyResponse()) : stale.ErrorOnDelete(request.Room);
    }

    /// <summary>A room that does not exist has no participants: the real server reads a store and answers 200.</summary>
    private TwirpAnswer ListParticipants(RoomRequest request)
    {
        lock (rooms.Gate)
        {
            var participants = rooms.Find(request.Room)?.Participants.Values.Select(who => who.Info) ?? stale.ParticipantsOf(request.Room);
            return TwirpAnswer.Of(new ListParticipantsResponse { Participants = [.. participants] });
        }
    }

    private TwirpAnswer GetParticipant(RoomParticipantIdentity request)
    {
        lock (rooms.Gate)
            return rooms.Find(request.Room)?.Participants.GetValueOrDefault(request.Identity) is { } who ? TwirpAnswer.Of(who.Info) : NoSuchParticipant;
    }

    private TwirpAnswer RemoveParticipant(RoomParticipantIdentity request)
    {
        lock (rooms.Gate)
        {
            return rooms.Find(request.Room) is { } room && rooms.Leave(room, request.Identity, DisconnectReason.ParticipantRemoved)
                ? TwirpAnswer.Of(new EmptyResponse())
                : NoSuchParticipant;
        }
    }
}
