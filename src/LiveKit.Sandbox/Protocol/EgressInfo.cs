using System.Text.Json.Serialization;

namespace OrleansCalls.LiveKit.Sandbox.Protocol;

/// <summary><c>livekit.EgressInfo</c>. All times are Unix nanoseconds.</summary>
internal sealed record EgressInfo
{
    public string EgressId { get; init; } = "";
    public string RoomId { get; init; } = "";
    public string RoomName { get; init; } = "";
    public EgressSourceType SourceType { get; init; }
    public EgressStatus Status { get; init; }
    public long StartedAt { get; init; }
    public long EndedAt { get; init; }
    public long UpdatedAt { get; init; }
    public string Details { get; init; } = "";
    public string Error { get; init; } = "";
    public int ErrorCode { get; init; }

    /// <summary>The request, its secrets replaced by placeholders.</summary>
    [OneOf] public RoomCompositeEgressRequest? RoomComposite { get; init; }

    /// <summary>The request for a web page, its secrets replaced likewise.</summary>
    [OneOf] public WebEgressRequest? Web { get; init; }

    /// <summary>Deprecated mirror of the only file.</summary>
    [OneOf] public FileResult? File { get; init; }

    public IReadOnlyList<FileResult> FileResults { get; init; } = [];
    public IReadOnlyList<FileResult> StreamResults { get; init; } = [];
    public IReadOnlyList<FileResult> SegmentResults { get; init; } = [];
    public IReadOnlyList<FileResult> ImageResults { get; init; } = [];
    public string ManifestLocation { get; init; } = "";
    public bool BackupStorageUsed { get; init; }
    public int RetryCount { get; init; }
}

/// <summary><c>livekit.FileInfo</c>. Times and duration in nanoseconds.</summary>
internal sealed record FileResult
{
    public string Filename { get; init; } = "";
    public long StartedAt { get; init; }
    public long EndedAt { get; init; }
    public long Duration { get; init; }

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    public string Location { get; init; } = "";
}

/// <summary><c>livekit.EgressStatus</c>. The first three are what <c>ListEgress</c> calls active.</summary>
internal enum EgressStatus
{
    [JsonStringEnumMemberName("EGRESS_STARTING")] Starting,
    [JsonStringEnumMemberName("EGRESS_ACTIVE")] Active,
    [JsonStringEnumMemberName("EGRESS_ENDING")] Ending,
    [JsonStringEnumMemberName("EGRESS_COMPLETE")] Complete,
    [JsonStringEnumMemberName("EGRESS_FAILED")] Failed,
    [JsonStringEnumMemberName("EGRESS_ABORTED")] Aborted,
    [JsonStringEnumMemberName("EGRESS_LIMIT_REACHED")] LimitReached,
}

/// <summary><c>livekit.EgressSourceType</c>.</summary>
internal enum EgressSourceType
{
    [JsonStringEnumMemberName("EGRESS_SOURCE_TYPE_WEB")] Web,
    [JsonStringEnumMemberName("EGRESS_SOURCE_TYPE_SDK")] Sdk,
}

/// <summary><c>livekit.ListEgressResponse</c>.</summary>
internal sealed record ListEgressResponse
{
    public IReadOnlyList<EgressInfo> Items { get; init; } = [];

    /// <summary>Never set: the open-source server does not page.</summary>
    public EmptyResponse? NextPageToken { get; init; }
}
