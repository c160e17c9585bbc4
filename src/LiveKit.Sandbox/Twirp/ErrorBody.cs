using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansCalls.LiveKit.Sandbox.Twirp;

/// <summary>The JSON of a Twirp error: compact, because some clients look for <c>"code":"</c> as text.</summary>
internal sealed record ErrorBody(string Code, string Msg, IReadOnlyDictionary<string, string>? Meta)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
