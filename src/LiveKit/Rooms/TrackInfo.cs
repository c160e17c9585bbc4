using OrleansCalls.LiveKit.Wire;

namespace OrleansCalls.LiveKit.Rooms;

/// <summary>Sound, picture or data that a participant publishes.</summary>
public sealed record TrackInfo
{
    private static readonly ProtoEnum<TrackType> s_types = new("", TrackType.Unknown);
    private static readonly ProtoEnum<TrackSource> s_sources = new("", TrackSource.Unknown);

    /// <summary><c>TR_…</c></summary>
    public string Sid { get; init; } = "";

    /// <summary>What it carries; absent on the wire means sound.</summary>
    public TrackType Type { get; init; }

    /// <summary>Where it comes from.</summary>
    public TrackSource Source { get; init; }

    /// <summary>Whether it is silenced.</summary>
    public bool Muted { get; init; }

    internal static TrackInfo Read(ProtoObject track) => new()
    {
        Sid = track.Text("sid"),
        Type = track.Value("type", s_types),
        Source = track.Value("source", s_sources),
        Muted = track.Flag("muted"),
    };
}
