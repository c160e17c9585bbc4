namespace OrleansCalls.Grains.Sweeping;

/// <summary>How the sweep works.</summary>
public sealed record SweepOptions
{
    /// <summary>Time between two rounds.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Calls a round takes at most.</summary>
    public int Batch { get; init; } = 200;

    /// <summary>Calls that are woken at the same time.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>After this a call that was taken and not moved on is due again.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same, with a longer or shorter lease.</summary>
    public SweepOptions At(double scale) => this with { Lease = Lease * scale };
}
