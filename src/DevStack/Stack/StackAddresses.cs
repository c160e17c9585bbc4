using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrleansCalls.DevStack.Stack;

/// <summary>Where a running stack answers; null stands for a part that is not there, or that only the app knows.</summary>
internal sealed record StackAddresses
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool Ready { get; } = true;

    public required string Api { get; init; }

    public required string DatabaseUrl { get; init; }

    public required string? LivekitUrl { get; init; }

    public required string? S3Endpoint { get; init; }

    /// <summary>The one line that 'up' prints.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Readable);

    public static StackAddresses FromJson(string json) => JsonSerializer.Deserialize<StackAddresses>(json, Readable)!;
}
