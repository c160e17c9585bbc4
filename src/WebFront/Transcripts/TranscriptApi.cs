using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Auth;
using OrleansCalls.WebFront.Calls;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Transcripts;

/// <summary>The transcript of a call: live segments come in, lines go out.</summary>
internal static class TranscriptApi
{
    public static void MapTranscripts(this IEndpointRouteBuilder routes)
    {
        var transcript = routes.MapGroup("/api/calls/{room}/transcript").WithTags("Transcripts")
            .RequireAuthorization(AuthSetup.UsersAndAgent).AddEndpointFilter<ValidInput>();
        transcript.MapPost("/", AppendAsync)
            .WithSummary("Add live segments")
            .WithDescription("Acknowledged means durable. Accepted also after the call's end; transcript and summary are then made once more.")
            .WithRequestExample("""
                [ { "id": "SG_1", "speaker": "user", "text": "Let us talk about pricing.",
                    "startedAt": "2026-01-01T00:00:01Z", "endedAt": "2026-01-01T00:00:03Z", "final": true } ]
                """)
            .Fails(400, 401, 404, 413, 503);
        transcript.MapGet("/", GetAsync)
            .WithSummary("Read the transcript")
            .WithDescription("As JSON, which is also what format=json asks for.")
            .Fails(400, 401, 404, 503);
    }

    private static async Task<Results<Ok<SegmentsReceipt>, Failure>> AppendAsync(
        string room, Body<SegmentsRequest> body, Caller caller, CallAccess access, GrainCalls grains, HttpContext context)
    {
        if (await access.FindAsync(room, caller, context.RequestAborted) is null)
            return Failure.NoSuchCall(context);
        var segments = body.Value.ToCommand();
        return await grains.AskAsync(room, c => c.AppendTranscriptAsync(segments), context.RequestAborted) is { } receipt
            ? TypedResults.Ok(new SegmentsReceipt(segments.Count, receipt.Changed))
            : Failure.NoSuchCall(context);
    }

    private static async Task<Results<Ok<TranscriptResponse>, Failure>> GetAsync(
        string room, string? format, Caller caller, CallAccess access, GrainCalls grains, HttpContext context)
    {
        if (format is not (null or "json"))
        {
            var errors = new FieldErrors();
            errors.Add("format", "Must be json");
            return Failure.Of(context, StatusCodes.Status400BadRequest, "Invalid request", errors);
        }

        if (await access.FindAsync(room, caller, context.RequestAborted) is null)
            return Failure.NoSuchCall(context);
        var lines = await grains.QueryAsync(q => q.TranscriptAsync(room, context.RequestAborted), context.RequestAborted);
        return TypedResults.Ok(new TranscriptResponse(room, [.. lines.Select(LineResponse.From)]));
    }
}
