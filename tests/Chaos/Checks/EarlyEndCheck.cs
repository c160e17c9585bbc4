using OrleansCalls.Chaos.Lives;

namespace OrleansCalls.Chaos.Checks;

/// <summary>Nobody is cut off: no call is ended while its founder is there and neither asked for the end nor has used up the time.</summary>
internal static class EarlyEndCheck
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(600);

    /// <summary>LiveKit stamps a room's end with whole seconds.</summary>
    private static readonly TimeSpan Stamps = TimeSpan.FromSeconds(1.5);

    public static IEnumerable<string> Complaints(CallLedger ledger, SessionFacts row, PageFacts page, double scale, bool faults)
    {
        if (ledger.JoinedAt is not { } joined)
        {
            yield break;
        }

        var until = ledger.LeavesAt ?? joined + (MaxDuration * scale);
        if (!faults && row.EndedAt < until - Stamps)
        {
            yield return $"it ended {(until - row.EndedAt.Value).TotalSeconds:0.0} s before its founder went, although nothing failed";
        }

        // Faults may end a room; the product may not.
        var closed = page.Timeline?.FirstOrDefault(entry => entry.What is "delete-room/end" && entry.At < until && entry.At > joined + Stamps);
        if (closed is not null)
        {
            yield return $"its room was closed {(until - closed.At).TotalSeconds:0.0} s before its founder went, because {closed.Cause}";
        }
    }
}
