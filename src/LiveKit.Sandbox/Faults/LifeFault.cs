namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>A fault in the life of something that lasts: an egress, an agent, a room.</summary>
internal abstract record LifeFault : Fault
{
    /// <summary>Milliseconds until it happens; what they count from, and what 0 means, depends on the kind.</summary>
    public int AfterMs { get; init; }

    /// <summary>The time until it happens.</summary>
    internal TimeSpan After => TimeSpan.FromMilliseconds(AfterMs);

    public override IEnumerable<(string Field, string Reason)> Errors() =>
        AfterMs < 0 ? [.. base.Errors(), ("afterMs", Negative)] : base.Errors();
}
