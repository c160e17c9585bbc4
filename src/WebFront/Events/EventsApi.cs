using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Auth;
using OrleansCalls.WebFront.Calls;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Limits;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Events;

/// <summary>What becomes of a call, as it happens.</summary>
internal static class EventsApi
{
    public static void MapEvents(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/calls/{room}/events", FollowAsync).WithTags("Calls")
            .RequireAuthorization(AuthSetup.UsersAndAgent).AddEndpointFilter<ValidInput>()
            .WithSummary("Follow a call")
            .WithDescription(
                "Server-sent events. Without an id the stream begins with the call as it is, followed by all its segments; with one it goes on "
                + "after that event, on any front, and nothing is missed or repeated. It ends a minute after the call was complete, when the "
                + "token expires, and after an hour; 204 says that the call is complete and the client has everything.")
            .WithMetadata(
                new StreamedEvent("call", typeof(CallResponse), "The call as it is, then as it is after each change", "12-3405"),
                new StreamedEvent("segment", typeof(SegmentEvent), "A live segment that is new, or better than it was", "12-3406"),
                new StreamedEvent("heartbeat", typeof(HeartbeatEvent), "There was nothing for 15 s, or a stream goes on", null))
            .Fails(400, 401, 404, 429, 503);

    private static async Task<Results<ServerSentEventsResult<string>, NoContent, Failure>> FollowAsync(
        string room,
        LastEventId last,
        Caller caller,
        CallAccess access,
        GrainCalls grains,
        CallWatches watches,
        StreamPlaces places,
        StreamMeter meter,
        EventOptions options,
        IOptions<JsonOptions> json,
        TimeProvider time,
        IHostApplicationLifetime program,
        HttpContext context)
    {
        if (await access.FindAsync(room, caller, context.RequestAborted) is not { } call)
            return Failure.NoSuchCall(context);
        IDisposable? place = null;
        if (!caller.IsAgent)
        {
            place = places.TryTake(caller.User);
            if (place is null)
                return Failure.TooMany(context, Limit.Streams, $"You have {places.Most} streams open here, which is the limit: close one", TimeSpan.FromSeconds(5));
            context.Response.RegisterForDispose(place);
        }

        if (watches.IsFull)
        {
            place?.Dispose(); // before the answer is read: who asks again at once finds it free
            return Failure.Unavailable(context, "Too many streams are open here; try again").By(Limit.Streams);
        }

        if (last.Position is { } after)
        {
            var changes = await grains.QueryAsync(q => q.ChangesAsync(room, after, context.RequestAborted), context.RequestAborted);
            if (after.IsBeyond(changes.Newest))
            {
                place?.Dispose();
                last.Refuse(); // another call's, or of a database that was set back
                return Failure.Of(context, StatusCodes.Status400BadRequest, "Invalid request", last.Errors);
            }

            if (call.IsComplete && changes is { Segments: [], Calls: [], IsWhole: true })
            {
                place?.Dispose();
                return TypedResults.NoContent(); // at which a browser stops asking
            }
        }

        context.Response.RegisterForDispose(meter.Opened());
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var stream = new EventStream(watches, options, json.Value.SerializerOptions, time)
        {
            Call = call,
            After = last.Position,
            MayBeSeen = current => access.MayReach(caller, current),
            Until = Expiry(context) ?? DateTimeOffset.MaxValue,
            Stopping = program.ApplicationStopping,
        };
        return TypedResults.ServerSentEvents(stream.ReadAsync());
    }

    // As long as a request with the same token would be let in.
    private static DateTimeOffset? Expiry(HttpContext context) =>
        context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc is { } expires
        && expires < DateTimeOffset.MaxValue - UserTokens.ClockSkew ? expires + UserTokens.ClockSkew : null;
}
