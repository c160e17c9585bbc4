using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.Grains.Interfaces.Recordings;
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
        if (await access.FindAsync(room, caller, context.RequestAborted) is { } call)
        {
            var links = await grains.AskAsync(room, c => c.LinkToRecordingAsync(context.RequestAborted), context.RequestAborted);
            return Answer(call.Recording, MediaTimeline.Of(call, links.Select(l => l.Segment)), links, query, context);
        }

        if (await access.FindOlderAsync(room, caller, context.RequestAborted) is { } older)
        {
            var recording = await LookAsync(older.Recording, grains, context.RequestAborted);
            return Answer(recording.Known, MediaTimeline.Of(older), recording.Links, query, context);
        }

        return Failure.NoSuchCall(context);
    }

    private static Results<Ok<RecordingLinkResponse>, RedirectHttpResult, Failure> Answer(
        RecordingSnapshot recording, MediaTimeline media, IReadOnlyList<RecordingLink> links, RecordingQuery query, HttpContext context)
    {
        if (links.Count == 0)
        {
            var reason = recording.Reason is { } why ? $": {why}" : "";
            return Failure.Of(context, StatusCodes.Status404NotFound, $"No recording is ready; its state is {recording.State.Name()}{reason}");
        }

        if (query.Segment > media.Segments.Count)
            return Failure.Of(context, StatusCodes.Status404NotFound, media.NoSuchSegment);
        var answer = RecordingLinkResponse.From(recording, media, links, query.Segment);
        return query.Redirect ? TypedResults.Redirect(answer.Url) : TypedResults.Ok(answer);
    }

    // Of a call that is known by its row alone: the row says that there is a recording, the bucket knows.
    private static async Task<(RecordingSnapshot Known, IReadOnlyList<RecordingLink> Links)> LookAsync(
        RecordingSnapshot said, GrainCalls grains, CancellationToken cancellationToken)
    {
        if (said.Segments is not [var segment])
            return (said, []);
        return await grains.QueryAsync(q => q.LinkToOlderRecordingAsync(segment, cancellationToken), cancellationToken) is { } link
            ? (said with { SizeBytes = link.Segment.SizeBytes }, [link])
            : (said with { State = RecordingState.Failed, Reason = "The bucket has none under the call's name" }, []);
    }
}
