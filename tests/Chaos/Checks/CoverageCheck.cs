using OrleansCalls.Chaos.Lives;

namespace OrleansCalls.Chaos.Checks;

/// <summary>What people talked is recorded; where it is not, the page says why.</summary>
internal static class CoverageCheck
{
    /// <summary>Below this share of the talked time something is missing.</summary>
    private const double Whole = 0.9;

    /// <summary>Gaps that are not longer are not listed, because LiveKit stamps its webhooks with whole seconds.</summary>
    private const double ShortestGapSeconds = 1;

    /// <summary>The page rounds the talked time to whole seconds.</summary>
    private const double Rounding = 0.5;

    public static IEnumerable<string> Complaints(CallLedger ledger, PageFacts page, bool faults)
    {
        var recording = page.Recording;
        if (recording.Gaps.Any(gap => string.IsNullOrWhiteSpace(gap.Reason)))
        {
            yield return "a gap of its recording has no reason";
        }

        // Between, before and after the ready segments there may be one short gap each.
        var unlisted = (recording.Segments.Count(segment => segment.State is "ready") + 1) * ShortestGapSeconds;
        if (recording.Coverage < Whole && MissingSeconds(page) > unlisted && recording.Gaps.Count == 0)
        {
            yield return $"its recording covers {recording.Coverage * 100:0} %, and no gap is listed";
        }

        if (faults || ledger.Wounded is Wound.RecorderFails or Wound.RecorderOrphaned || !ledger.Joined || !ledger.Life.Lines.Any(line => line.Speaker is "user"))
        {
            yield break;
        }

        if (recording.Segments is not [{ State: "ready" }])
        {
            yield return $"its recording has the segments [{string.Join(", ", recording.Segments.Select(segment => segment.State))}], not one that is ready, although nothing failed";
        }

        // Lives last a few seconds, and a join that is stamped too early, by up to a second, may be a third of one.
        if (!(recording.Coverage >= Whole) && MissingSeconds(page) > ShortestGapSeconds)
        {
            yield return $"its recording covers {recording.Coverage * 100 ?? 0:0} % of {page.DurationSeconds} s, although nothing failed";
        }
    }

    /// <summary>How much of the talked time is not recorded, at least.</summary>
    private static double MissingSeconds(PageFacts page) =>
        (1 - (page.Recording.Coverage ?? 0)) * Math.Max(0, (page.DurationSeconds ?? 0) - Rounding);
}
