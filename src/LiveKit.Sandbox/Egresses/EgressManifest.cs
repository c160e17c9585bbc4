using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>The JSON file that egress leaves beside a recording (livekit/egress pkg/config/manifest.go). Times in nanoseconds.</summary>
internal sealed record EgressManifest(string EgressId, string RoomId, string RoomName, long StartedAt, long EndedAt, IReadOnlyList<EgressManifest.ManifestFile> Files)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    public static byte[] Of(EgressInfo info, string location) => JsonSerializer.SerializeToUtf8Bytes(
        new EgressManifest(
            info.EgressId,
            info.RoomId,
            info.RoomName,
            info.FileResults[0].StartedAt,
            info.FileResults[0].EndedAt,
            [new ManifestFile(info.FileResults[0].Filename, location)]),
        Json);

    internal sealed record ManifestFile(string Filename, string Location);
}
