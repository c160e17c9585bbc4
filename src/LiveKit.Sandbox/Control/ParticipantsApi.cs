using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Rooms;
using OrleansCalls.LiveKit.Sandbox.Speech;
using OrleansCalls.LiveKit.Sandbox.Tokens;

namespace OrleansCalls.LiveKit.Sandbox.Control;

/// <summary>Lets participants join, speak and leave, in place of real clients.</summary>
internal static class ParticipantsApi
{
    public static void MapParticipants(this RouteGroupBuilder control)
    {
        control.MapPost("/participants", JoinAsync);
        control.MapPost("/rooms/{room}/participants/{identity}/tracks", Publish);
        control.MapPost("/rooms/{room}/participants/{identity}/speech", Speak);
        control.MapDelete("/rooms/{room}/participants/{identity}", Leave);
    }

    private static async Task<Results<Created<JoinResponse>, ContentHttpResult, ProblemHttpResult>> JoinAsync(
        JoinRequest request, TokenVerifier tokens, RoomDirectory rooms)
    {
        var (claims, refusal) = await tokens.VerifyAsync(request.Token);
        if (claims is null)
            return Unauthorized(refusal);

        if (!claims.Video.RoomJoin || claims.Video.Room.Length == 0 || claims.Identity.Length == 0)
            return Unauthorized("permissions denied");

        if (request.PublishAudio && claims.Video.CanPublish is false)
            return Conflict("The token does not allow publishing.");

        lock (rooms.Gate)
        {
            var room = rooms.GetOrCreate((claims.RoomConfig ?? new CreateRoomRequest()) with { Name = claims.Video.Room });
            if (rooms.Join(room, WhoIs(claims)) is not { } participant)
                return Conflict("The room is full.");

            if (request.PublishAudio)
                rooms.PublishMicrophone(room, participant);

            var joined = new JoinResponse(room.Name, room.Sid, participant.Info.Identity, participant.Info.Sid);
            return TypedResults.Created($"/sandbox/rooms/{Uri.EscapeDataString(room.Name)}", joined);
        }
    }

    private static Results<Created<TrackResponse>, NotFound, ProblemHttpResult> Publish(string room, string identity, RoomDirectory rooms)
    {
        lock (rooms.Gate)
        {
            if (!rooms.TryFind(room, identity, out var live, out var participant))
                return TypedResults.NotFound();

            return participant.MayPublish
                ? TypedResults.Created((string?)null, new TrackResponse(rooms.PublishMicrophone(live, participant).Sid))
                : Conflict("The token does not allow publishing.");
        }
    }

    private static Results<Accepted<SpeechResponse>, NotFound, ProblemHttpResult> Speak(
        string room, string identity, SpeechRequest request, RoomDirectory rooms, SpeechLibrary library, TimeProvider time)
    {
        if (request.DurationMs is <= 0)
            return TypedResults.Problem("durationMs must be positive.", statusCode: StatusCodes.Status400BadRequest);

        lock (rooms.Gate)
        {
            if (!rooms.TryFind(room, identity, out var live, out var participant))
                return TypedResults.NotFound();

            if (!participant.MayPublish)
                return Conflict("The token does not allow publishing.");

            rooms.PublishMicrophone(live, participant);
            var duration = request.DurationMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : (TimeSpan?)null;
            var utterance = library.Say(identity, request.Text, time.GetUtcNow(), duration);
            rooms.Speak(live, participant, utterance);
            var times = new SpeechResponse(utterance.StartedAt.ToUnixTimeMilliseconds(), utterance.EndedAt.ToUnixTimeMilliseconds());
            return TypedResults.Accepted((string?)null, times);
        }
    }

    private static Results<NoContent, NotFound> Leave(string room, string identity, RoomDirectory rooms)
    {
        lock (rooms.Gate)
        {
            return rooms.Find(room) is { } live && rooms.Leave(live, identity, DisconnectReason.ClientInitiated)
                ? TypedResults.NoContent()
                : TypedResults.NotFound();
        }
    }

    private static ParticipantInfo WhoIs(TokenClaims claims) => new()
    {
        Identity = claims.Identity,
        Name = claims.Name,
        Kind = claims.ParticipantKind,
        Metadata = claims.Metadata,
        Attributes = claims.Attributes,
        Permission = new ParticipantPermission
        {
            CanSubscribe = claims.Video.CanSubscribe ?? true,
            CanPublish = claims.Video.CanPublish ?? true,
            CanPublishData = claims.Video.CanPublishData ?? claims.Video.CanPublish ?? true,
            Hidden = claims.Video.Hidden,
            Recorder = claims.Video.Recorder,
            Agent = claims.Video.Agent,
        },
    };

    private static ContentHttpResult Unauthorized(string reason) => TypedResults.Text(reason, statusCode: StatusCodes.Status401Unauthorized);

    private static ProblemHttpResult Conflict(string reason) => TypedResults.Problem(reason, statusCode: StatusCodes.Status409Conflict);
}
