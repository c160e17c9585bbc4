using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansCalls.Grains.Interfaces.Changes;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Events;

/// <summary>Where a stream goes on: the id of the last event that the client has. The header, sent on reconnecting, beats the query.</summary>
internal sealed class LastEventId : IInput, IBindableFromHttpContext<LastEventId>, IEndpointParameterMetadataProvider
{
    private const string Header = "Last-Event-ID";
    private const string Query = "lastEventId";
    private const string Meaning = "The id of the last event that came: the stream goes on after it";

    private readonly string _source;

    private LastEventId(HttpRequest request)
    {
        var values = request.Headers[Header];
        _source = values.Count > 0 ? Header : Query;
        if (values.Count == 0)
            values = request.Query[Query];
        if (values is [] or [null or ""])
            return; // as a browser does before it has had any
        Position = values is [{ } text] ? EventIds.Parse(text) : null;
        if (Position is null)
            Refuse();
    }

    public FieldErrors Errors { get; } = new();

    /// <summary>Null where the stream begins anew.</summary>
    public CallPosition? Position { get; }

    public static ValueTask<LastEventId?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<LastEventId?>(new LastEventId(context.Request));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new DocumentedParameter(Header, InHeader: true, Meaning, "12-3405"));
        builder.Metadata.Add(new DocumentedParameter(Query, InHeader: false, Meaning + "; for clients that cannot send the header", ""));
    }

    /// <summary>Complains that it is no id of an event of this call.</summary>
    public void Refuse() => Errors.Add(_source, EventIds.Expectation);
}
