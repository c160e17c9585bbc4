namespace OrleansCalls.Grains.Erasure;

/// <summary>For how long calls are kept.</summary>
public sealed record RetentionOptions
{
    /// <summary>A call is erased by itself this long after its end. Default: never.</summary>
    public TimeSpan? Keep { get; init; }

    /// <summary>Time between two batches, each by one silo for all.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Time between two looks for reports of erasures whose time is over, where no call is erased by itself.</summary>
    public TimeSpan TidyInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Calls that are erased in a batch, at most twice as many.</summary>
    public int Batch { get; init; } = 50;

    /// <summary>Calls that are asked to erase themselves at the same time.</summary>
    public int Concurrency { get; init; } = 4;
}
