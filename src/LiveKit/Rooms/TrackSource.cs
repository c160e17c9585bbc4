namespace OrleansCalls.LiveKit.Rooms;

/// <summary>Where a track comes from. Numbers are the protocol's.</summary>
public enum TrackSource
{
    /// <summary>The client does not say, or it is a source that this version does not know: the protocol's own zero means as much.</summary>
    Unknown = 0,

    /// <summary>A camera.</summary>
    Camera = 1,

    /// <summary>A microphone.</summary>
    Microphone = 2,

    /// <summary>A shared screen.</summary>
    ScreenShare = 3,

    /// <summary>The sound of a shared screen.</summary>
    ScreenShareAudio = 4,
}
