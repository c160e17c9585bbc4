namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>An egress goes wrong. Drawn when the egress is asked for.</summary>
internal sealed record EgressFault : LifeFault
{
    public required EgressFaultKind Kind { get; init; }
}

/// <summary>What goes wrong with an egress (livekit/egress, livekit-server pkg/service/ioservice.go).</summary>
internal enum EgressFaultKind
{
    /// <summary>No worker answers: 503 after <c>afterMs</c>.</summary>
    NoWorkers,

    /// <summary>Workers answer, but have no room: 503 after <c>afterMs</c>.</summary>
    NoCapacity,

    /// <summary>It starts only after <c>afterMs</c> (0: 20 s), when the server has given up: the answer is 503, and yet it runs.</summary>
    SlowStart,

    /// <summary>It stays STARTING whatever is published; aborted in the end.</summary>
    NeverActive,

    /// <summary>It stays STARTING and is ABORTED <c>afterMs</c> after its start.</summary>
    Abort,

    /// <summary>It is FAILED <c>afterMs</c> after it became active; nothing is uploaded.</summary>
    Fail,

    /// <summary>Its upload is refused: FAILED, nothing is uploaded.</summary>
    FailUpload,

    /// <summary>It claims to be COMPLETE, but nothing was uploaded.</summary>
    MissingObject,

    /// <summary>It claims to be COMPLETE, but the object has no bytes.</summary>
    EmptyObject,

    /// <summary>Its worker is lost <c>afterMs</c> after it became active: ACTIVE for ever, not to be stopped, nothing uploaded.</summary>
    Orphan,

    /// <summary>It reaches its limit <c>afterMs</c> after it became active; its file is uploaded.</summary>
    LimitReached,

    /// <summary>Its upload takes <c>afterMs</c> (0: 10 s): it is ENDING all the while.</summary>
    LateUpload,

    /// <summary>No webhook tells its end. With <c>afterMs</c> it ends by itself, that long after it became active.</summary>
    SilentEnd,

    /// <summary>Its result is odd: no end, no <c>file_results</c> but only the deprecated <c>file</c>, a negative duration.</summary>
    OddResult,

    /// <summary>When its room closes under it, the last <c>afterMs</c> (0: 2 s) of the recording are missing.</summary>
    ClippedTail,
}
