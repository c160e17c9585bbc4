using OrleansCalls.LiveKit.Dispatches;
using OrleansCalls.LiveKit.Egress;
using OrleansCalls.LiveKit.Rooms;
using OrleansCalls.LiveKit.Tokens;
using OrleansCalls.LiveKit.Wire;

namespace OrleansCalls.LiveKit;

/// <summary>LiveKit's server API over Twirp and JSON. Holds no state of its own and may be used from many threads.</summary>
/// <param name="http">Sends the requests. Its own time-out should be longer than those of the options; its defaults are not changed.</param>
/// <param name="options">Where LiveKit is and who we are to it.</param>
/// <param name="time">Dates the tokens and measures the time-outs.</param>
public sealed class LiveKitClient(HttpClient http, LiveKitOptions options, TimeProvider time) : ILiveKitClient
{
    private const int MostPages = 100;

    // Lists of everything: LiveKit writes about 1 KB for a room, twice that for an egress, and answers them all at once.
    private const long MostListBytes = 512L * 1024 * 1024;
    private static readonly TimeSpan s_listTimeout = TimeSpan.FromSeconds(60);

    private readonly TwirpChannel _twirp = new(http, options, time);
    private readonly TimeSpan _startEgressTimeout = options.StartEgressTimeout;

    /// <inheritdoc/>
    public Task<Room> CreateRoomAsync(CreateRoomRequest request, CancellationToken cancellationToken = default) =>
        _twirp.CallAsync("RoomService/CreateRoom", request, RequestJson.Default.CreateRoomRequest,
            new VideoGrant { RoomCreate = true }, Room.Read, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteRoomAsync(string room, CancellationToken cancellationToken = default) =>
        _twirp.CallAsync("RoomService/DeleteRoom", new DeleteRoomRequest(room), RequestJson.Default.DeleteRoomRequest,
            new VideoGrant { RoomCreate = true }, static _ => true, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Room>> ListRoomsAsync(IReadOnlyList<string>? names = null, CancellationToken cancellationToken = default) =>
        names is { Count: 0 } // LiveKit would take no names for all names
            ? []
            : await _twirp.CallAsync("RoomService/ListRooms", new ListRoomsRequest(names), RequestJson.Default.ListRoomsRequest,
                new VideoGrant { RoomList = true }, static answer => answer.List("rooms", Room.Read), cancellationToken,
                names is null ? s_listTimeout : null, names is null ? MostListBytes : TwirpChannel.MostAnswerBytes);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ParticipantInfo>> ListParticipantsAsync(string room, CancellationToken cancellationToken = default) =>
        _twirp.CallAsync("RoomService/ListParticipants", new ListParticipantsRequest(room), RequestJson.Default.ListParticipantsRequest,
            AdminOf(room), static answer => answer.List("participants", ParticipantInfo.Read), cancellationToken);

    /// <inheritdoc/>
    public Task<EgressInfo> StartRoomCompositeEgressAsync(RoomCompositeEgressRequest request, CancellationToken cancellationToken = default) =>
        _twirp.CallAsync("Egress/StartRoomCompositeEgress", request, RequestJson.Default.RoomCompositeEgressRequest,
            new VideoGrant { RoomRecord = true }, EgressInfo.Read, cancellationToken, _startEgressTimeout);

    /// <inheritdoc/>
    public Task<EgressInfo> StartWebEgressAsync(WebEgressRequest request, CancellationToken cancellationToken = default) =>
        _twirp.CallAsync("Egress/StartWebEgress", request, RequestJson.Default.WebEgressRequest,
            new VideoGrant { RoomRecord = true }, EgressInfo.Read, cancellationToken, _startEgressTimeout);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EgressInfo>> ListEgressAsync(string? roomName = null, string? egressId = null, bool active = false, CancellationToken cancellationToken = default)
    {
        var found = new List<EgressInfo>();
        var all = roomName is null && egressId is null;
        var request = new ListEgressRequest(roomName, egressId, active);
        for (var page = 0; page < MostPages; page++)
        {
            var (items, next) = await _twirp.CallAsync("Egress/ListEgress", request, RequestJson.Default.ListEgressRequest,
                new VideoGrant { RoomRecord = true }, EgressPage.Read, cancellationToken,
                all ? s_listTimeout : null, all ? MostListBytes : TwirpChannel.MostAnswerBytes);
            found.AddRange(items);
            if (next is "")
            {
                return found;
            }

            request = request with { PageToken = new PageToken(next) };
        }

        throw new LiveKitException($"LiveKit Egress/ListEgress: more than {MostPages} pages", 200);
    }

    /// <inheritdoc/>
    public Task<EgressInfo> StopEgressAsync(string egressId, CancellationToken cancellationToken = default) =>
        _twirp.CallAsync("Egress/StopEgress", new StopEgressRequest(egressId), RequestJson.Default.StopEgressRequest,
            new VideoGrant { RoomRecord = true }, EgressInfo.Read, cancellationToken);

    /// <inheritdoc/>
    public Task<AgentDispatch> CreateDispatchAsync(CreateDispatchRequest request, CancellationToken cancellationToken = default) =>
        _twirp.CallAsync("AgentDispatchService/CreateDispatch", request, RequestJson.Default.CreateDispatchRequest,
            AdminOf(request.Room), AgentDispatch.Read, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AgentDispatch>> ListDispatchAsync(string room, CancellationToken cancellationToken = default) =>
        _twirp.CallAsync("AgentDispatchService/ListDispatch", new ListDispatchRequest(room), RequestJson.Default.ListDispatchRequest,
            AdminOf(room), static answer => answer.List("agentDispatches", AgentDispatch.Read), cancellationToken);

    /// <inheritdoc/>
    public Task<AgentDispatch> DeleteDispatchAsync(string dispatchId, string room, CancellationToken cancellationToken = default) =>
        _twirp.CallAsync("AgentDispatchService/DeleteDispatch", new DeleteDispatchRequest(dispatchId, room), RequestJson.Default.DeleteDispatchRequest,
            AdminOf(room), AgentDispatch.Read, cancellationToken);

    /// <summary>LiveKit compares the room of this grant exactly, and an empty one matches nothing.</summary>
    private static VideoGrant AdminOf(string room) => new() { RoomAdmin = true, Room = room };
}
