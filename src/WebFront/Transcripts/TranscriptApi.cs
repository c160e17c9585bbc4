using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Auth;
using OrleansCalls.WebFront.Calls;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Limits;
using OrleansCalls.WebFront.Recordings;
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
            .WithDescription("Acknowledged means durable; a call has at most 20,000 segments with 4,000,000 characters (413). Accepted also after the call's end; transcript and summary are then made once more.")
            .WithRequestExample("""
                [ { "id": "SG_1", "speaker": "user", "text": "Let us talk about pricing.",
                    "startedAt": "2026-01-01T00:00:01Z", "endedAt": "2026-01-01T00:00:03Z", "final": true } ]
                """)
            .Fails(400, 401, 404, 413, 503);
        transcript.MapGet("/", GetAsync)
            .WithSummary("Read the transcript")
            .WithDescription("""
                As JSON, text, WebVTT or SubRip, by `format` or by the `Accept` header. Subtitles count from where the recording begins: its
                first segment that can be played; while there is none, from the first human's join. With `segment` they fit that segment's
                file alone. Segments that the recogniser may still change are in it. An empty transcript is an empty file.
                """)
            .WithMetadata(
                new AlsoSent(TranscriptFormats.Txt, "Founder: Let us talk about pricing.\n"),
                new AlsoSent(TranscriptFormats.Vtt, "WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\n<v Founder>Let us talk about pricing.\n"),
                new AlsoSent(TranscriptFormats.Srt, "1\r\n00:00:01,000 --> 00:00:03,000\r\nFounder: Let us talk about pricing.\r\n"))
            .Fails(400, 401, 404, 503);
    }

    private static async Task<Results<Ok<SegmentsReceipt>, Failure>> AppendAsync(
        string room, Body<SegmentsRequest> body, Caller caller, CallAccess access, GrainCalls grains, HttpContext context)
    {
        if (await access.FindAsync(room, caller, context.RequestAborted) is null)
            return Failure.NoSuchCall(context);
        var segments = body.Value.ToCommand();
        return await grains.AskAsync(room, c => c.AppendTranscriptAsync(segments), context.RequestAborted) switch
        {
            null => Failure.NoSuchCall(context),
            { IsFull: true } => Failure.Of(context, StatusCodes.Status413PayloadTooLarge, TranscriptFull.OfSegments).By(Limit.Transcript),
            var receipt => TypedResults.Ok(new SegmentsReceipt(segments.Count, receipt.Changed)),
        };
    }

    private static async Task<Results<Ok<TranscriptResponse>, ContentHttpResult, Failure>> GetAsync(
        string room, TranscriptQuery query, Caller caller, CallAccess access, GrainCalls grains, HttpContext context)
    {
        context.Response.Headers.Vary = HeaderNames.Accept;
        var call = await access.FindAsync(room, caller, context.RequestAborted);
        var older = call is null ? await access.FindOlderAsync(room, caller, context.RequestAborted) : null;
        if ((call, older) is (null, null))
            return Failure.NoSuchCall(context);
        var media = call is null ? MediaTimeline.Of(older!) : MediaTimeline.Of(call);
        if (query.Segment > media.Segments.Count)
            return Failure.Of(context, StatusCodes.Status404NotFound, media.NoSuchSegment);
        var lines = older?.Lines ?? await grains.QueryAsync(q => q.TranscriptAsync(room, context.RequestAborted), context.RequestAborted);
        return query.Format switch
        {
            TranscriptFormat.Txt => Send(PlainTranscript.Of(lines)),
            TranscriptFormat.Vtt => Send(WebVtt.Of(Subtitles())),
            TranscriptFormat.Srt => Send(SubRip.Of(Subtitles())),
            _ => TypedResults.Ok(new TranscriptResponse(room, [.. lines.Select(LineResponse.From)])),
        };

        ContentHttpResult Send(string content) => TranscriptFile.Send(context.Response, room, query, content);

        IReadOnlyList<Cue> Subtitles() => query.Segment is { } number
            ? Cues.Of(lines, media.Zero).Within(media.StartOf(number), media.EndOf(number))
            : Cues.Of(lines, media.Zero).FromZero();
    }
}
