using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Auth;
using OrleansCalls.WebFront.Calls;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Recordings;

/// <summary>The recording of a call. The address is stable; what it links to is made anew each time and short-lived.</summary>
internal static class RecordingApi
{
    public static void MapRecordings(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/calls/{room}/recording", LinkAsync).WithTags("Recordings").RequireAuthorization(AuthSetup.Users)
            .AddEndpointFilter<ValidInput>()
            .WithSummary("Get a link to the recording")
            .WithDescription("""
                The link is valid for 15 minutes, for `GET`, and honours `Range`. With `redirect=true` the answer is a redirect to it. Where a
                recorder was lost and another went on, the recording has several segments, each a file of its own: play them in their order,
                each at its `offsetSeconds`. 404 says in which state the recording is, or how many segments it has.
                """)
            .Produces(StatusCodes.Status302Found)
            .Fails(400, 401, 404, 503);

    private static async Task<Results<Ok<RecordingLinkResponse>, RedirectHttpResult, Failure>> LinkAsync(
        string room, RecordingQuery query, Caller caller, CallAccess access, GrainCalls grains, HttpContext context)
    {
        if (await access.FindAsync(room, caller, context.RequestAborted) is not { } call)
            return Failure.NoSuchCall(context);
        var links = await grains.AskAsync(room, c => c.LinkToRecordingAsync(context.RequestAborted), context.RequestAborted);
        if (links.Count == 0)
        {
            var reason = call.Recording.Reason is { } why ? $": {why}" : "";
            return Failure.Of(
                context, StatusCodes.Status404NotFound, $"No recording is ready; its state is {call.Recording.State.Name()}{reason}");
        }

        var media = MediaTimeline.Of(call, links.Select(l => l.Segment));
        if (query.Segment > media.Segments.Count)
            return Failure.Of(context, StatusCodes.Status404NotFound, media.NoSuchSegment);
        context.Response.Headers.CacheControl = "no-store";
        var answer = RecordingLinkResponse.From(call.Recording, media, links, query.Segment);
        return query.Redirect ? TypedResults.Redirect(answer.Url) : TypedResults.Ok(answer);
    }
}
