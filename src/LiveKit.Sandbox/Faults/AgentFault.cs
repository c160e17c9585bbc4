namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>An agent goes wrong. Drawn when it is dispatched.</summary>
internal sealed record AgentFault : LifeFault
{
    public required AgentFaultKind Kind { get; init; }
}

/// <summary>What goes wrong with an agent.</summary>
internal enum AgentFaultKind
{
    /// <summary>No worker takes the dispatch: it has no job.</summary>
    NeverJoins,

    /// <summary>It is gone <c>afterMs</c> after it joined; its job has failed.</summary>
    Dies,

    /// <summary>It joins <c>afterMs</c> (0: 30 s) later than it would; its job is pending until then.</summary>
    JoinsLate,

    /// <summary>Its job is pending for ever.</summary>
    Pending,
}
