namespace OrleansCalls.LiveKit.Rooms;

/// <summary>What a track carries. Numbers are the protocol's.</summary>
public enum TrackType
{
    /// <summary>A type that this version does not know.</summary>
    Unknown = -1,

    /// <summary>Sound.</summary>
    Audio = 0,

    /// <summary>Picture.</summary>
    Video = 1,

    /// <summary>Data.</summary>
    Data = 2,
}
