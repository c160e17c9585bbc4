namespace OrleansCalls.LiveKit.Egress;

/// <summary>How far a recording is. Numbers are the protocol's, and rise over its life.</summary>
public enum EgressStatus
{
    /// <summary>A status that this version does not know: look again.</summary>
    Unknown = -1,

    /// <summary>Accepted; waits for sound. In an empty room it stays so.</summary>
    Starting = 0,

    /// <summary>Records.</summary>
    Active = 1,

    /// <summary>Finishes the file and uploads it.</summary>
    Ending = 2,

    /// <summary>Done and uploaded.</summary>
    Complete = 3,

    /// <summary>Went wrong; there may be a file nevertheless.</summary>
    Failed = 4,

    /// <summary>Ended before it had begun.</summary>
    Aborted = 5,

    /// <summary>Stopped at the longest allowed length; the file is uploaded and usable.</summary>
    LimitReached = 6,
}
