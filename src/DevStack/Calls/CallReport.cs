using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrleansCalls.DevStack.Calls;

/// <summary>How the scripted call ended: the last line of 'run --once'.</summary>
internal sealed class CallReport(string room, CallPage page, IReadOnlyList<string> missing)
{
    private static readonly JsonSerializerOptions Compact = new(JsonSerializerOptions.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The call's page, indented.</summary>
    public string Page => page.ToIndentedJson();

    /// <summary>What should be there and is not; empty when the call is complete.</summary>
    public IReadOnlyList<string> Missing => missing;

    public string ToJson() => JsonSerializer.Serialize(
        new Line(room, page.Status, new Recording(page.RecordingState, page.RecordingSize), page.TranscriptSegments, page.Summary, page.EgressId),
        Compact);

    private sealed record Line(string Room, string? Status, Recording Recording, int TranscriptSegments, string? Summary, string? EgressId);

    private sealed record Recording(string? State, long? SizeBytes);
}
