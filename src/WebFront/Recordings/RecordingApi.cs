using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Auth;
using OrleansCalls.WebFront.Calls;
using OrleansCalls.WebFront.Documentation;

namespace OrleansCalls.WebFront.Recordings;

/// <summary>The recording of a call. The address is stable; what it links to is made anew each time and short-lived.</summary>
internal static class RecordingApi
{
    public static void MapRecordings(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/calls/{room}/recording", LinkAsync).WithTags("Recordings").RequireAuthorization(AuthSetup.Users)
            .WithSummary("Get a link to the recording")
            .WithDescription("With `redirect=true` the answer is a redirect to the recording itself.")
            .Fails(400, 401, 404, 503);

    private static async Task<Results<Ok<RecordingLinkResponse>, RedirectHttpResult, Failure>> LinkAsync(
        string room, bool? redirect, Caller caller, CallAccess access, GrainCalls grains, HttpContext context)
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

        context.Response.Headers.CacheControl = "no-store";
        return redirect is true
            ? TypedResults.Redirect(links[0].Url)
            : TypedResults.Ok(RecordingLinkResponse.From(links, call.Recording));
    }
}
