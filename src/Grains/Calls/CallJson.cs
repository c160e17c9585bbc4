using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansCalls.Grains.Calls;

/// <summary>
/// The stored form of a call: JSON without type names, tolerant of fields that it does not know. The storage statement
/// reads <c>dueAt</c> from it.
/// </summary>
public static class CallJson
{
    /// <summary>How a call is written and read.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Whether two states say the same: where it is due does not count, whether it is due at all does.</summary>
    internal static bool SameFacts(CallState a, CallState b)
    {
        if (ReferenceEquals(a, b))
        {
            return true;
        }

        return Facts(a).AsSpan().SequenceEqual(Facts(b));

        static byte[] Facts(CallState call) => JsonSerializer.SerializeToUtf8Bytes(
            call.FactsAlone() with { DueAt = call.DueAt is null ? null : DateTimeOffset.UnixEpoch }, Options);
    }

    /// <summary>Makes options write and read calls so.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions();
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
