namespace OrleansCalls.LiveKit.Sandbox.Protocol;

/// <summary><c>livekit.Room</c>.</summary>
internal sealed record RoomInfo
{
    public string Sid { get; init; } = "";
    public string Name { get; init; } = "";
    public uint EmptyTimeout { get; init; }
    public uint DepartureTimeout { get; init; }
    public uint MaxParticipants { get; init; }

    /// <summary>Unix seconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreationTimeMs { get; init; }

    /// <summary>The real server sends it too, in answers and in room and participant webhooks.</summary>
    public string TurnPassword { get; init; } = "";

    public IReadOnlyList<CodecInfo> EnabledCodecs { get; init; } = [];
    public string Metadata { get; init; } = "";
    public uint NumParticipants { get; init; }
    public uint NumPublishers { get; init; }
    public bool ActiveRecording { get; init; }
    public TimedVersion? Version { get; init; }
}

/// <summary><c>livekit.Codec</c>.</summary>
internal sealed record CodecInfo
{
    public string Mime { get; init; } = "";
    public string FmtpLine { get; init; } = "";
}

/// <summary><c>livekit.TimedVersion</c>.</summary>
internal sealed record TimedVersion
{
    public long UnixMicro { get; init; }
    public int Ticks { get; init; }
}
