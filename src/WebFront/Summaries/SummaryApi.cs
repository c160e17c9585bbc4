using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Auth;
using OrleansCalls.WebFront.Calls;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Limits;

namespace OrleansCalls.WebFront.Summaries;

/// <summary>The summary of a call, made anew.</summary>
internal static class SummaryApi
{
    public static void MapSummaries(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/calls/{room}/summary", RemakeAsync).WithTags("Summaries").RequireAuthorization(AuthSetup.Users)
            .WithSummary("Make the summary anew")
            .WithDescription("""
                Asks the language model again, of all that is acknowledged by now, although the transcript may be the same; while the call lives,
                of what was said so far. No body is read. When the model makes no summary, the one that it had made before stands, and
                `summaryRequest` says why. The request is durable: it is carried out though a process dies. 202 with the call when that takes
                more than 25 s; the call's page tells when `summaryRequest.state` is no longer `pending`. A repeat while a request is pending, or
                within 30 s of its answer and without new words, is that request. A call's summary is made anew at most 30 times (429).
                """)
            .Fails(400, 401, 404, 429, 503);

    private static async Task<Results<Ok<RemadeSummaryResponse>, Accepted<CallResponse>, Failure>> RemakeAsync(
        string room, Caller caller, CallAccess access, SummaryRemake remake, TimeProvider time, HttpContext context)
    {
        var began = time.GetTimestamp();
        if (await access.FindAsync(room, caller, context.RequestAborted) is null
            || await remake.AskAsync(room, caller.User, began, context.RequestAborted) is not { } receipt)
            return Failure.NoSuchCall(context);
        if (receipt.LimitReached)
            return Failure.TooMany(context, Limit.Summaries, "The summary of this call was made anew as often as it may be");
        return receipt.Call.SummaryRequest is { IsOpen: true }
            ? TypedResults.Accepted($"/api/calls/{Uri.EscapeDataString(room)}", CallResponse.From(receipt.Call))
            : TypedResults.Ok(RemadeSummaryResponse.From(receipt.Call));
    }
}
