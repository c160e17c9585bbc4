using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansCalls.LiveKit.Sandbox.Protocol;

/// <summary><c>livekit.RoomCompositeEgressRequest</c>.</summary>
internal sealed record RoomCompositeEgressRequest
{
    public string RoomName { get; init; } = "";
    public string Layout { get; init; } = "";
    public bool AudioOnly { get; init; }
    public AudioMixing AudioMixing { get; init; }
    public bool VideoOnly { get; init; }
    public string CustomBaseUrl { get; init; } = "";

    /// <summary>Deprecated; counts only if there are no <see cref="FileOutputs"/>.</summary>
    [OneOf] public EncodedFileOutput? File { get; init; }

    [OneOf] public JsonElement? Stream { get; init; }
    [OneOf] public JsonElement? Segments { get; init; }
    [OneOf] public JsonElement? Preset { get; init; }
    [OneOf] public JsonElement? Advanced { get; init; }
    public IReadOnlyList<EncodedFileOutput> FileOutputs { get; init; } = [];
    public IReadOnlyList<JsonElement> StreamOutputs { get; init; } = [];
    public IReadOnlyList<JsonElement> SegmentOutputs { get; init; } = [];
    public IReadOnlyList<JsonElement> ImageOutputs { get; init; } = [];
}

/// <summary><c>livekit.WebEgressRequest</c>.</summary>
internal sealed record WebEgressRequest
{
    public string Url { get; init; } = "";
    public bool AudioOnly { get; init; }
    public bool VideoOnly { get; init; }
    public bool AwaitStartSignal { get; init; }

    /// <summary>Deprecated; counts only if there are no <see cref="FileOutputs"/>.</summary>
    [OneOf] public EncodedFileOutput? File { get; init; }

    public IReadOnlyList<EncodedFileOutput> FileOutputs { get; init; } = [];
    public IReadOnlyList<JsonElement> StreamOutputs { get; init; } = [];
    public IReadOnlyList<JsonElement> SegmentOutputs { get; init; } = [];
    public IReadOnlyList<JsonElement> ImageOutputs { get; init; } = [];
}

/// <summary><c>livekit.EncodedFileOutput</c>.</summary>
internal sealed record EncodedFileOutput
{
    public EncodedFileType FileType { get; init; }

    /// <summary>May hold <c>{room_name}</c>, <c>{room_id}</c>, <c>{time}</c> and <c>{utc}</c>.</summary>
    public string Filepath { get; init; } = "";

    public bool DisableManifest { get; init; }
    [OneOf] public S3Upload? S3 { get; init; }
    [OneOf] public JsonElement? Gcp { get; init; }
    [OneOf] public JsonElement? Azure { get; init; }
}

/// <summary><c>livekit.S3Upload</c>: where the file goes, with its keys.</summary>
internal sealed record S3Upload
{
    public string AccessKey { get; init; } = "";
    public string Secret { get; init; } = "";
    public string SessionToken { get; init; } = "";
    public string AssumeRoleArn { get; init; } = "";
    public string AssumeRoleExternalId { get; init; } = "";
    public string Region { get; init; } = "";
    public string Endpoint { get; init; } = "";
    public string Bucket { get; init; } = "";
    public bool ForcePathStyle { get; init; }
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
    public string Tagging { get; init; } = "";
    public string ContentDisposition { get; init; } = "";
}

/// <summary><c>livekit.EncodedFileType</c>.</summary>
internal enum EncodedFileType
{
    [JsonStringEnumMemberName("DEFAULT_FILETYPE")] Default,
    [JsonStringEnumMemberName("MP4")] Mp4,
    [JsonStringEnumMemberName("OGG")] Ogg,
    [JsonStringEnumMemberName("MP3")] Mp3,
}

/// <summary><c>livekit.AudioMixing</c>.</summary>
internal enum AudioMixing
{
    [JsonStringEnumMemberName("DEFAULT_MIXING")] Default,
    [JsonStringEnumMemberName("DUAL_CHANNEL_AGENT")] DualChannelAgent,
    [JsonStringEnumMemberName("DUAL_CHANNEL_ALTERNATE")] DualChannelAlternate,
}

/// <summary><c>livekit.ListEgressRequest</c>.</summary>
internal sealed record ListEgressRequest
{
    public string RoomName { get; init; } = "";

    /// <summary>If set, the other filters do not count.</summary>
    public string EgressId { get; init; } = "";

    public bool Active { get; init; }
}

/// <summary><c>livekit.StopEgressRequest</c>.</summary>
internal sealed record StopEgressRequest
{
    public string EgressId { get; init; } = "";
}
