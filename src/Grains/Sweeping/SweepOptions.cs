namespace OrleansCalls.Grains.Sweeping;

/// <summary>How the sweep works.</summary>
public sealed record SweepOptions
{
    /// <summary>Time between two looks for due calls, while there are few.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Calls that are taken at once: two commits for each batch.</summary>
    public int Batch { get; init; } = 100;

    /// <summary>Calls that are woken at the same time.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>
    /// Calls that one silo wakes in a second at most, when very many are due at once: each asks LiveKit about itself and may
    /// write.
    /// </summary>
    public int MostPerSecond { get; init; } = 500;

    /// <summary>After this a call that was taken and not moved on is due again: its silo died over it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After this a call is due again that could not be reached, because a silo has just died or starts.</summary>
    public TimeSpan UnreachedAgain { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The same, with a longer or shorter lease.</summary>
    public SweepOptions At(double scale) => this with { Lease = Lease * scale };
}
