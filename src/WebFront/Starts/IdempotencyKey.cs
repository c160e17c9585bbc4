using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Starts;

/// <summary>The client's own name for a start, so that it can ask again without a second room: 1 to 255 printable ASCII characters.</summary>
internal sealed class IdempotencyKey : IInput, IBindableFromHttpContext<IdempotencyKey>, IEndpointParameterMetadataProvider
{
    private const string Header = "Idempotency-Key";
    private const int MaxLength = 255;

    public FieldErrors Errors { get; } = new();

    /// <summary>Null when the client gave none.</summary>
    public string? Value { get; private init; }

    public static ValueTask<IdempotencyKey?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var given = context.Request.Headers[Header];
        var key = new IdempotencyKey { Value = given is [{ } value] ? value : null };
        if (given.Count > 0 && (key.Value is null || !IsFit(key.Value)))
            key.Errors.Add(Header, $"must be one value of 1 to {MaxLength} printable ASCII characters");
        return ValueTask.FromResult<IdempotencyKey?>(key);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new DocumentedParameter(
        Header, InHeader: true, "The same key from the same user within 24 h answers the same call with a fresh token.", "start-42"));

    private static bool IsFit(string key) => key.Length is >= 1 and <= MaxLength && key.All(c => c is >= ' ' and <= '~');
}
