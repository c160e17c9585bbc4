using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.LiveKit.Sandbox.Agents;
using OrleansCalls.LiveKit.Sandbox.Egresses;
using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Rooms;
using OrleansCalls.LiveKit.Sandbox.Speech;

namespace OrleansCalls.LiveKit.Sandbox.Control;

/// <summary>Shows rooms, lets them vanish, sends agents into them, and hands out the script of the demo call.</summary>
internal static class RoomsApi
{
    public static void MapRooms(this RouteGroupBuilder control)
    {
        control.MapGet("/rooms", List);
        control.MapGet("/rooms/{room}", Get);
        control.MapDelete("/rooms/{room}", Vanish);
        control.MapPost("/rooms/{room}/agents", SendAgent);
        control.MapGet("/script", (SpeechLibrary library) => TypedResults.Ok(library.Script));
    }

    private static Ok<List<LiveRoomResponse>> List(RoomDirectory rooms)
    {
        lock (rooms.Gate)
            return TypedResults.Ok(rooms.Live.Select(LiveRoomResponse.Of).ToList());
    }

    private static Results<JsonHttpResult<RoomResponse>, NotFound> Get(string room, RoomDirectory rooms, EgressDirectory egresses)
    {
        lock (rooms.Gate)
        {
            var live = rooms.Find(room);
            var recorded = egresses.List(room, activeOnly: false);
            if (room.Length == 0 || (live is null && recorded.Count == 0))
                return TypedResults.NotFound();

            var response = new RoomResponse
            {
                Room = live?.ToInfo(),
                Participants = [.. live?.Participants.Values.Select(who => who.Info) ?? []],
                Egresses = recorded,
                Dispatches = [.. live?.Dispatches.Values ?? Enumerable.Empty<AgentDispatch>()],
            };
            return TypedResults.Json(response, ProtoJson.Control);
        }
    }

    private static Results<NoContent, NotFound> Vanish(string room, RoomFaults faults) =>
        faults.Vanish(room) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static Results<Created<JoinResponse>, NotFound> SendAgent(string room, AgentRequest request, RoomDirectory rooms, AgentDispatches dispatches)
    {
        lock (rooms.Gate)
        {
            if (rooms.Find(room) is not { } live)
                return TypedResults.NotFound();

            var agent = dispatches.JoinNow(live, request.AgentName);
            return TypedResults.Created((string?)null, new JoinResponse(live.Name, live.Sid, agent.Info.Identity, agent.Info.Sid));
        }
    }
}
