namespace OrleansCalls.Grains.Interfaces;

/// <summary>How far a call has come.</summary>
[GenerateSerializer, Alias("CallPhase")]
public enum CallPhase
{
    /// <summary>Stored, LiveKit not yet asked or not yet answered.</summary>
    Requested = 0,

    /// <summary>LiveKit made the room; nobody has joined.</summary>
    RoomCreated = 1,

    /// <summary>A human has joined.</summary>
    Live = 2,

    /// <summary>The room has ended; recording, transcript, summary and row are being brought home.</summary>
    Ended = 3,

    /// <summary>The summary is made and written, and the recording has its verdict: nothing is left to do.</summary>
    SummarySaved = 4,
}
