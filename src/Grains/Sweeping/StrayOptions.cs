namespace OrleansCalls.Grains.Sweeping;

/// <summary>How rooms and recorders are looked for that belong to no live call.</summary>
public sealed record StrayOptions
{
    // A start may be under way for this long, whatever the scale.
    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(30);

    /// <summary>Time between two rounds, made by one silo for all.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// What LiveKit made less than this ago, or what belongs to a call that ended less than this ago, is left alone: a start
    /// may be under way that has not stored LiveKit's answer, and a call brings itself home.
    /// </summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Whether rooms and recorders are closed whose names look like ours and that no call here knows. Only where no other
    /// installation uses the same LiveKit project: its calls have such names too. Default: no.
    /// </summary>
    public bool CloseUnknown { get; init; }

    /// <summary>The same, more or less often.</summary>
    public StrayOptions At(double scale) => this with
    {
        Interval = Interval * scale,
        Age = Age * scale > s_longestStart ? Age * scale : s_longestStart,
    };
}
