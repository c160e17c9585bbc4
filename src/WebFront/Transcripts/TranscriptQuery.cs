using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Recordings;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Transcripts;

/// <summary>In which form a transcript is asked for: by the query, else by the <c>Accept</c> header.</summary>
internal sealed class TranscriptQuery : IInput, IBindableFromHttpContext<TranscriptQuery>, IEndpointParameterMetadataProvider
{
    private static readonly DocumentedParameter[] s_parameters =
    [
        new("format", InHeader: false, "`json`, `txt`, `vtt` (WebVTT) or `srt` (SubRip); unless given, what `Accept` likes best", "vtt"),
        new(SegmentNumber.Parameter, InHeader: false, "For `vtt` and `srt`: only what is heard in this segment of the recording, with the times of its file", "1"),
    ];

    private TranscriptQuery(HttpRequest request)
    {
        var query = new QueryFields(request.Query, Errors);
        Format = query.Read("format", TranscriptFormats.Parse, "must be json, txt, vtt or srt")
            ?? TranscriptFormats.Negotiate(request.GetTypedHeaders().Accept);
        Segment = query.Read(SegmentNumber.Parameter, SegmentNumber.Parse, SegmentNumber.Expectation);
        if (Segment is not null && !Errors.Any && Format is TranscriptFormat.Json or TranscriptFormat.Txt)
            Errors.Add(SegmentNumber.Parameter, "can be asked for as vtt or srt only");
    }

    public FieldErrors Errors { get; } = new();

    public TranscriptFormat Format { get; }

    /// <summary>The number of the recording's segment that subtitles are wanted for; null for the whole call.</summary>
    public int? Segment { get; }

    public static ValueTask<TranscriptQuery?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<TranscriptQuery?>(new TranscriptQuery(context.Request));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        foreach (var documented in s_parameters)
            builder.Metadata.Add(documented);
    }
}
