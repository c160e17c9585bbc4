using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Recordings;

/// <summary>Which segment of a recording is asked for, and whether for its link or for itself.</summary>
internal sealed class RecordingQuery : IInput, IBindableFromHttpContext<RecordingQuery>, IEndpointParameterMetadataProvider
{
    private static readonly DocumentedParameter[] s_parameters =
    [
        new("redirect", InHeader: false, "`true`: answer 302 to the recording itself", "true"),
        new(SegmentNumber.Parameter, InHeader: false, "Which segment `url` and the redirect lead to; 1 unless given", "2"),
    ];

    private RecordingQuery(IQueryCollection parameters)
    {
        var query = new QueryFields(parameters, Errors);
        Redirect = query.Read("redirect", ReadFlag, "must be true or false") ?? false;
        Segment = query.Read(SegmentNumber.Parameter, SegmentNumber.Parse, SegmentNumber.Expectation) ?? 1;
    }

    public FieldErrors Errors { get; } = new();

    public bool Redirect { get; }

    /// <summary>The segment's number, from 1.</summary>
    public int Segment { get; }

    public static ValueTask<RecordingQuery?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<RecordingQuery?>(new RecordingQuery(context.Request.Query));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        foreach (var documented in s_parameters)
            builder.Metadata.Add(documented);
    }

    private static bool? ReadFlag(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };
}
