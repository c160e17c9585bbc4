namespace OrleansCalls.Chaos.Report;

/// <summary>The bounds that a run must keep.</summary>
internal static class Bounds
{
    /// <summary>Without faults: the median time to complete.</summary>
    public static readonly TimeSpan Median = TimeSpan.FromSeconds(3);

    /// <summary>With faults: the time to complete, from the last fault.</summary>
    public static readonly TimeSpan Worst = TimeSpan.FromMinutes(5);

    /// <summary>What a healthy live call may cost LiveKit a minute: one request, and its share of the rounds that all calls have in common.</summary>
    public const double RequestsAMinute = 1;

    /// <summary>With faults: the share of the starts that must be answered with 200. Without faults all must.</summary>
    public const double Started = 0.8;

    /// <returns>Which bounds were broken.</returns>
    public static IReadOnlyList<string> Broken(RunResult result, bool faults) =>
    [
        .. result.Bad.Count > 0 ? [$"{result.Bad.Count} calls are lost"] : Array.Empty<string>(),
        .. result.Leftovers,
        .. StartsBroken(result, faults),
        .. !faults && result.Median > Median ? [$"the median time to complete is above {Median.TotalSeconds:0} s"] : Array.Empty<string>(),
        .. result.Worst > Worst ? [$"the worst time to complete is above {Worst.TotalSeconds:0} s"] : Array.Empty<string>(),
        .. !faults && result.Requests is null ? ["what a healthy call costs LiveKit was not measured"] : Array.Empty<string>(),
        .. result.RequestsAMinute > RequestsAMinute ? [$"a healthy call costs LiveKit more than one request a minute"] : Array.Empty<string>(),
    ];

    private static IEnumerable<string> StartsBroken(RunResult result, bool faults)
    {
        var share = faults ? Started : 1;
        return result.Answered >= result.Ledgers.Count * share ? []
            : [$"{result.Answered} of {result.Ledgers.Count} starts were answered with 200, fewer than {share * 100:0} %"];
    }
}
