using System.Globalization;
using System.Text.RegularExpressions;
using OrleansCalls.Chaos.Lives;

namespace OrleansCalls.Chaos.Checks;

/// <summary>What was broken in a call was replaced, and nothing was replaced that was not broken.</summary>
internal static partial class HealingCheck
{
    /// <summary>For ten minutes every half a minute, and three times by each activation that begins anew or is told of it later.</summary>
    private const int MostStops = 120;

    /// <summary>Once, and three times again.</summary>
    private const int MostDispatches = 4;

    /// <summary>A start and a look may cross; a twin stays to the end.</summary>
    private static readonly TimeSpan TwoAgentsForAMoment = TimeSpan.FromSeconds(10);

    /// <summary>A recorder that appears late is found by a look; with faults by a silo that must come up first.</summary>
    private static TimeSpan TwoRecordersForAMoment(bool faults) => TimeSpan.FromSeconds(faults ? 45 : 15);

    public static IEnumerable<string> Complaints(CallLedger ledger, CallFacts facts, PageFacts page, bool faults)
    {
        var dispatches = page.Timeline?.Count(entry => entry.What is "agent.requested") ?? 0;
        if (dispatches > MostDispatches)
        {
            yield return $"its agent was called {dispatches} times";
        }

        foreach (var (recorder, stops) in Stops(page).Where(stops => stops.Value > MostStops))
        {
            yield return $"{recorder} was asked {stops} times";
        }

        if (facts.TwoAgents > TwoAgentsForAMoment)
        {
            yield return $"two agents were in its room for {facts.TwoAgents.TotalSeconds:0} s";
        }

        if (facts.TwoRecorders > TwoRecordersForAMoment(faults))
        {
            yield return $"two recorders were at work for {facts.TwoRecorders.TotalSeconds:0} s";
        }

        if (faults)
        {
            yield break; // then it depends on what else went wrong meanwhile
        }

        if (ledger.Wounded is Wound.RecorderFails or Wound.RecorderOrphaned && page.Recording.Segments is not [_, .., { State: "ready" }])
        {
            yield return $"its recorder was broken ({ledger.Wounded}), and no other one recorded on";
        }

        var made = page.Timeline?.Count(entry => entry.What is "agent.dispatched") ?? 0;
        if (ledger.Wounded is Wound.AgentGone ? made < 2 : ledger.Joined && made != 1)
        {
            yield return $"its agent was dispatched {made} times, {(ledger.Wounded is Wound.AgentGone ? "although it had gone" : "although it was there")}";
        }
    }

    /// <summary>How often each recorder was asked to stop: an entry may stand for several tries.</summary>
    private static Dictionary<string, int> Stops(PageFacts page) => (page.Timeline ?? [])
        .Where(entry => entry.What.StartsWith("stop-egress/", StringComparison.Ordinal))
        .GroupBy(entry => entry.What)
        .ToDictionary(entries => entries.Key, entries => entries.Sum(entry =>
            Times().Match(entry.Result ?? "") is { Success: true } times ? int.Parse(times.Groups[1].Value, CultureInfo.InvariantCulture) : 1));

    [GeneratedRegex(@" \((\d+) times\)$")]
    private static partial Regex Times();
}
