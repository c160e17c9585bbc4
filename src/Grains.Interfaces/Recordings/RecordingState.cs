namespace OrleansCalls.Grains.Interfaces.Recordings;

/// <summary>Where a call's recording stands.</summary>
[GenerateSerializer, Alias("RecordingState")]
public enum RecordingState
{
    /// <summary>Recording is not configured: there will be none.</summary>
    Skipped = 0,

    /// <summary>A recorder was asked for and does not record yet; healthy while nobody speaks.</summary>
    Starting = 1,

    /// <summary>A recorder is recording, or its file is being uploaded or looked for.</summary>
    Active = 2,

    /// <summary>The object is there, has bytes, and its type is right.</summary>
    Ready = 3,

    /// <summary>There is no recording, and the reason says why.</summary>
    Failed = 4,

    /// <summary>The recorder ended before anything was recorded, as in a room where nobody spoke.</summary>
    Aborted = 5,
}
