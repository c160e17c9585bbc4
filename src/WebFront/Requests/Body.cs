using System.Reflection;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansCalls.WebFront.Documentation;

namespace OrleansCalls.WebFront.Requests;

/// <summary>The JSON body of a request, whatever its content type says. A handler sees it only when nothing is wrong with it.</summary>
internal sealed class Body<T> : IInput, IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider
    where T : class, IRequestBody<T>
{
    // Browsers say text/plain of a string: routing must not refuse what the parser would take.
    private static readonly string[] s_types = ["application/json", EndpointDocumentation.AnyMediaType];

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 16 };

    private T? _value;

    public FieldErrors Errors { get; } = new();

    public T Value => _value ?? throw new InvalidOperationException("The body was refused");

    /// <exception cref="BadHttpRequestException">The body is longer than the route allows, or its sender stopped.</exception>
    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var body = new Body<T>();
        try
        {
            using var json = await ReadAsync(context);
            body._value = T.Read(new JsonField(json?.RootElement ?? default, "", body.Errors));
        }
        catch (JsonException)
        {
            body.Errors.Add(FieldErrors.Body, "is not valid JSON");
        }
        catch (InvalidOperationException) // a member's name is an escaped half surrogate pair
        {
            body.Errors.Add(FieldErrors.Body, "is not valid JSON");
        }

        return body;
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(s_types, typeof(T), T.MayBeAbsent));

    private static async Task<JsonDocument?> ReadAsync(HttpContext context)
    {
        var bytes = await RawBody.ReadAsync(context);
        if (!Utf8.IsValid(bytes.Span)) // the parser looks only into what is asked for
            throw new JsonException();
        return bytes.IsEmpty ? null : JsonDocument.Parse(bytes, s_options);
    }
}
