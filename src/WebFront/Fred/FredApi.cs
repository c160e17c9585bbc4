using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Auth;
using OrleansCalls.WebFront.Calls;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Limits;
using OrleansCalls.WebFront.Requests;
using OrleansCalls.WebFront.Starts;
using OrleansCalls.WebFront.Transcripts;

namespace OrleansCalls.WebFront.Fred;

/// <summary>The routes that existing frontends use, kept exactly as they are.</summary>
internal static class FredApi
{
    private const int SummaryBytes = 4 * 1024 * 1024;

    public static void MapFred(this IEndpointRouteBuilder routes)
    {
        var fred = routes.MapGroup("/api/fred/call").WithTags("Drop-in").RequireAuthorization(AuthSetup.Users)
            .AddEndpointFilter<ValidInput>();
        fred.MapPost("/", StartAsync)
            .AddEndpointFilter<CallingConfigured>()
            .RequireRateLimiting(RateLimits.Starts)
            .WithSummary("Start a call")
            .WithDescription("Creates the room, calls the voice agent in and begins the recording. The body may be absent.")
            .WithRequestExample("""{ "callType": "on-demand", "participantName": "Ana" }""")
            .Fails(400, 401, 409, 413, 422, 429, 502, 503);
        fred.MapPost("/summary", SummariseAsync)
            .WithMetadata(new BodyLimit(SummaryBytes))
            .WithSummary("Hand in the client's transcript and get the summary")
            .WithDescription("The transcript is stored before the language model is asked. Sent again: the current answer.")
            .WithRequestExample("""
                { "roomName": "ana_fred-call_1767225600000", "callType": "on-demand", "durationSeconds": 63,
                  "transcript": [ { "speaker": "fred", "text": "What is on your mind?" }, { "speaker": "user", "text": "Pricing." } ] }
                """)
            .Fails(400, 401, 403, 404, 413, 503);
    }

    private static async Task<Results<Ok<CallAnswer>, Failure>> StartAsync(
        Body<StartRequest> body, IdempotencyKey key, Caller caller, CallStarter starter, LiveKitAccess liveKit, HttpContext context)
    {
        var order = StartOrder.From(caller.User, body.Value, key);
        var outcome = await starter.StartAsync(order, context.RequestAborted);
        if (outcome is not StartOutcome.Started { Call: var call })
            return outcome.ToFailure(context);
        return TypedResults.Ok(new CallAnswer
        {
            Success = true,
            Token = liveKit.TokenFor(call),
            Url = liveKit.Url,
            Room = call.Room,
            CallType = call.CallType.Name(),
            MaxDuration = (int)call.CallType.MaxDuration().TotalSeconds,
            EgressId = call.Recording.EgressId,
        });
    }

    private static async Task<Results<Ok<SummaryAnswer>, Failure>> SummariseAsync(
        Body<SummaryRequest> body, Caller caller, CallAccess access, SummaryDesk desk, HttpContext context)
    {
        var request = body.Value;
        if (await access.FindAsync(request.RoomName, context.RequestAborted) is not { } call)
            return Failure.NoSuchCall(context);
        if (!string.Equals(call.UserId, caller.User, StringComparison.Ordinal))
            return Failure.Of(context, StatusCodes.Status403Forbidden, "This is another user's call");
        var (answer, isFull) = await desk.SubmitAsync(call, request.ToCommand(), context.RequestAborted);
        if (answer is not null)
            return TypedResults.Ok(answer);
        if (isFull)
            return Failure.Of(context, StatusCodes.Status413PayloadTooLarge, TranscriptFull.OfClient).By(Limit.Transcript);
        return await access.FindAsync(request.RoomName, context.RequestAborted) is null
            ? Failure.NoSuchCall(context) // erased meanwhile
            : Failure.Unavailable(context, "The transcript is stored, but the summary is not ready yet; ask again");
    }
}
