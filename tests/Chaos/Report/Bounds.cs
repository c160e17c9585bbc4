namespace OrleansCalls.Chaos.Report;

/// <summary>The bounds that a run must keep.</summary>
internal static class Bounds
{
    /// <summary>Without faults: the median time to complete.</summary>
    public static readonly TimeSpan Median = TimeSpan.FromSeconds(3);

    /// <summary>The longest time to complete, from the last fault, as the product's time-outs have it: at a scale of 1.</summary>
    public static readonly TimeSpan Worst = TimeSpan.FromMinutes(5);

    /// <summary>A recorder whose worker was lost is given so much longer before the bucket decides, at a scale of 1.</summary>
    public static readonly TimeSpan Orphan = TimeSpan.FromMinutes(10);

    /// <summary>
    /// What no scale makes shorter: programs that start, silos that find out who is dead, requests that time out, the 5 s that two
    /// looks at a room are apart; and the machine, on which all of it runs at once.
    /// </summary>
    public static readonly TimeSpan Machine = TimeSpan.FromSeconds(45);

    /// <summary>How long the longest call may take by the clock.</summary>
    public static TimeSpan WorstAt(double scale, bool orphan) => ((orphan ? Worst + Orphan : Worst) * scale) + Machine;

    /// <summary>What a healthy live call may cost LiveKit a minute: one request, and its share of the rounds that all calls have in common.</summary>
    public const double RequestsAMinute = 1;

    /// <summary>With faults: the share of the starts that must be answered with 200. Without faults all must.</summary>
    public const double Started = 0.8;

    /// <returns>Which bounds were broken.</returns>
    public static IReadOnlyList<string> Broken(RunResult result, bool faults, double scale) =>
    [
        .. result.Bad.Count > 0 ? [$"{result.Bad.Count} calls are lost"] : Array.Empty<string>(),
        .. result.Leftovers,
        .. StartsBroken(result, faults),
        .. !faults && result.Median > Median ? [$"the median time to complete is above {Median.TotalSeconds:0} s"] : Array.Empty<string>(),
        .. WorstBroken("the worst time to complete", result.Worst, WorstAt(scale, orphan: false)),
        .. WorstBroken("the worst time to complete of a call that had an orphaned recorder", result.WorstWithOrphan, WorstAt(scale, orphan: true)),
        .. !faults && result.Requests is null ? ["what a healthy call costs LiveKit was not measured"] : Array.Empty<string>(),
        .. result.RequestsAMinute > RequestsAMinute ? [$"a healthy call costs LiveKit more than one request a minute"] : Array.Empty<string>(),
    ];

    private static IEnumerable<string> WorstBroken(string what, TimeSpan took, TimeSpan bound) =>
        took > bound ? [$"{what} is {took.TotalSeconds:0.0} s, above {bound.TotalSeconds:0} s"] : [];

    private static IEnumerable<string> StartsBroken(RunResult result, bool faults)
    {
        var share = faults ? Started : 1;
        return result.Answered >= result.Ledgers.Count * share ? []
            : [$"{result.Answered} of {result.Ledgers.Count} starts were answered with 200, fewer than {share * 100:0} %"];
    }
}
