using System.Text.Json.Serialization;

namespace OrleansCalls.LiveKit.Egress;

/// <summary>The container of a recording.</summary>
public enum EncodedFileType
{
    /// <summary>OGG for sound only, MP4 otherwise.</summary>
    [JsonStringEnumMemberName("DEFAULT_FILETYPE")]
    Default = 0,

    /// <summary>MP4.</summary>
    [JsonStringEnumMemberName("MP4")]
    Mp4 = 1,

    /// <summary>OGG with Opus, sound only.</summary>
    [JsonStringEnumMemberName("OGG")]
    Ogg = 2,

    /// <summary>MP3, sound only.</summary>
    [JsonStringEnumMemberName("MP3")]
    Mp3 = 3,
}
