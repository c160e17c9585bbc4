using System.Text.Json.Serialization;

namespace OrleansCalls.LiveKit.Sandbox.Protocol;

/// <summary><c>livekit.TrackInfo</c>, as far as audio needs it.</summary>
internal sealed record TrackInfo
{
    public string Sid { get; init; } = "";
    public TrackType Type { get; init; }
    public string Name { get; init; } = "";
    public bool Muted { get; init; }
    public TrackSource Source { get; init; }
    public string MimeType { get; init; } = "";
    public string Mid { get; init; } = "";
    public string Stream { get; init; } = "";
}

/// <summary><c>livekit.TrackType</c>.</summary>
internal enum TrackType
{
    [JsonStringEnumMemberName("AUDIO")] Audio,
    [JsonStringEnumMemberName("VIDEO")] Video,
    [JsonStringEnumMemberName("DATA")] Data,
}

/// <summary><c>livekit.TrackSource</c>.</summary>
internal enum TrackSource
{
    [JsonStringEnumMemberName("UNKNOWN")] Unknown,
    [JsonStringEnumMemberName("CAMERA")] Camera,
    [JsonStringEnumMemberName("MICROPHONE")] Microphone,
    [JsonStringEnumMemberName("SCREEN_SHARE")] ScreenShare,
    [JsonStringEnumMemberName("SCREEN_SHARE_AUDIO")] ScreenShareAudio,
}
