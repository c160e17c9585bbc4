using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrleansCalls.DevStack.Calls;

/// <summary>What GET /api/calls/{room} says. The one place that knows the names of its fields.</summary>
internal sealed class CallPage(JsonElement json)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string? Status => Text("status");

    public string? RecordingState => Text("recording", "state");

    public string? RecordingReason => Text("recording", "reason");

    public string? EgressId => Text("recording", "egressId");

    public long? RecordingSize => Number("recording", "sizeBytes");

    public int TranscriptSegments => Find("transcript", "lines") switch
    {
        { ValueKind: JsonValueKind.Array } list => list.GetArrayLength(),
        { ValueKind: JsonValueKind.Number } count => count.GetInt32(),
        _ => 0,
    };

    public string? Summary => Text("summary", "text");

    public string ToIndentedJson() => JsonSerializer.Serialize(json, Readable);

    private string? Text(params string[] path) => Find(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private long? Number(params string[] path) => Find(path) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;

    private JsonElement? Find(params string[] path)
    {
        var at = json;
        foreach (var name in path)
        {
            if (at.ValueKind is not JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        return at;
    }
}
