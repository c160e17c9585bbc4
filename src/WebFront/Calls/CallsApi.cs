using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Auth;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Limits;
using OrleansCalls.WebFront.Requests;
using OrleansCalls.WebFront.Starts;

namespace OrleansCalls.WebFront.Calls;

/// <summary>Calls: start, list, look at, join again, end.</summary>
internal static class CallsApi
{
    public static void MapCalls(this IEndpointRouteBuilder routes)
    {
        var calls = routes.MapGroup("/api/calls").WithTags("Calls").AddEndpointFilter<ValidInput>();
        calls.MapPost("/", StartAsync).RequireAuthorization(AuthSetup.Users)
            .AddEndpointFilter<CallingConfigured>()
            .RequireRateLimiting(RateLimits.Starts)
            .WithSummary("Start a call")
            .WithDescription("Creates the room, calls the voice agent in and begins the recording. The body may be absent.")
            .WithRequestExample("""{ "callType": "on-demand", "participantName": "Ana" }""")
            .Fails(400, 401, 409, 413, 422, 429, 502, 503);
        calls.MapGet("/", ListAsync).RequireAuthorization(AuthSetup.Users)
            .WithSummary("List the caller's calls, newest first")
            .Fails(400, 401, 503);
        calls.MapGet("/{room}", GetAsync).RequireAuthorization(AuthSetup.UsersAndAgent)
            .WithSummary("Look at a call")
            .Fails(400, 401, 404, 503);
        calls.MapPost("/{room}/token", MakeTokenAsync).RequireAuthorization(AuthSetup.Users)
            .AddEndpointFilter<CallingConfigured>()
            .WithSummary("Get a fresh token to join, while the call lives")
            .Fails(400, 401, 404, 409, 503);
        calls.MapPost("/{room}/end", EndAsync).RequireAuthorization(AuthSetup.Users)
            .WithSummary("End a call")
            .WithDescription("The recorder is stopped first, then the room is closed, at most 10 s later. Repeating it changes nothing.")
            .Fails(400, 401, 404, 503);
    }

    private static async Task<Results<Created<CallResponse>, Failure>> StartAsync(
        Body<StartRequest> body, IdempotencyKey key, Caller caller, CallStarter starter, LiveKitAccess liveKit, HttpContext context)
    {
        var outcome = await starter.StartAsync(StartOrder.From(caller.User, body.Value, key), context.RequestAborted);
        if (outcome is not StartOutcome.Started { Call: var call })
            return outcome.ToFailure(context);
        return TypedResults.Created(
            $"/api/calls/{Uri.EscapeDataString(call.Room)}",
            CallResponse.From(call) with { Join = new JoinResponse(liveKit.Url, liveKit.TokenFor(call)) });
    }

    private static async Task<Results<Ok<CallListResponse>, Failure>> ListAsync(
        CallListQuery query, Caller caller, GrainCalls grains, HttpContext context)
    {
        var filter = query.For(caller.User);
        if (await grains.QueryAsync(q => q.ListAsync(filter, context.RequestAborted), context.RequestAborted) is { } page)
            return TypedResults.Ok(CallListResponse.From(page));
        query.Errors.Add("cursor", "must be the nextCursor of a page");
        return Failure.Of(context, StatusCodes.Status400BadRequest, "Invalid request", query.Errors);
    }

    private static async Task<Results<Ok<CallResponse>, Failure>> GetAsync(
        string room, Caller caller, CallAccess access, GrainCalls grains, HttpContext context)
    {
        if (await access.FindAsync(room, caller, context.RequestAborted) is not { } call)
        {
            return await access.FindOlderAsync(room, caller, context.RequestAborted) is { } older
                ? TypedResults.Ok(CallResponse.From(older))
                : Failure.NoSuchCall(context);
        }

        var timeline = await grains.QueryOnceAsync(q => q.TimelineAsync(room, context.RequestAborted), context.RequestAborted);
        return TypedResults.Ok(CallResponse.From(call) with { Timeline = timeline?.Select(TimelineEntryResponse.From).ToList() });
    }

    private static async Task<Results<Ok<JoinResponse>, Failure>> MakeTokenAsync(
        string room, Caller caller, CallAccess access, LiveKitAccess liveKit, HttpContext context)
    {
        if (await access.FindAsync(room, caller, context.RequestAborted) is not { } call)
            return Failure.NoSuchCall(context);
        if (call is not { Status: CallStatus.InProgress, EndRequested: false })
            return Failure.Of(context, StatusCodes.Status409Conflict, "The call has ended: a token would re-create its room");
        return TypedResults.Ok(new JoinResponse(liveKit.Url, liveKit.TokenFor(call)));
    }

    private static async Task<Results<Accepted<CallResponse>, Failure>> EndAsync(
        string room, Caller caller, CallAccess access, GrainCalls grains, HttpContext context)
    {
        if (await access.FindAsync(room, caller, context.RequestAborted) is null)
            return Failure.NoSuchCall(context);
        return await grains.AskAsync(room, c => c.EndAsync(caller.User), context.RequestAborted) is { } ending
            ? TypedResults.Accepted((string?)null, CallResponse.From(ending))
            : Failure.NoSuchCall(context);
    }
}
