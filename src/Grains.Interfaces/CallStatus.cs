namespace OrleansCalls.Grains.Interfaces;

/// <summary>What became of a call, as its user sees it.</summary>
[GenerateSerializer, Alias("CallStatus")]
public enum CallStatus
{
    /// <summary>Asked for; the room is not there yet, and no row either.</summary>
    Starting = 0,

    /// <summary>LiveKit refused or could not be reached; the start was answered with 502.</summary>
    StartFailed = 1,

    /// <summary>The room was created and has not ended.</summary>
    InProgress = 2,

    /// <summary>The room has ended, and somebody had been there.</summary>
    Completed = 3,

    /// <summary>The room has ended without any human, user segment, client transcript or recording.</summary>
    Cancelled = 4,
}
