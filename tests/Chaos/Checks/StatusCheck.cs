using OrleansCalls.Chaos.Lives;

namespace OrleansCalls.Chaos.Checks;

/// <summary>The status in row and page: terminal, the same, and 'cancelled' only where nothing proves that somebody was there.</summary>
internal static class StatusCheck
{
    public static IEnumerable<string> Complaints(CallLedger ledger, SessionFacts row, PageFacts page, bool faults)
    {
        if (row.Status is not ("completed" or "cancelled"))
        {
            yield return $"its row's status is {row.Status}";
        }

        if (row.Status != page.Status)
        {
            yield return $"its row says {row.Status}, its page {page.Status}";
        }

        if (row.UserId != ledger.Life.User || row.CallType != ledger.Life.CallType)
        {
            yield return "its row has another user or call type";
        }

        if (row.EndedAt is null)
        {
            yield return "its row has no end";
        }

        var evidence = Evidence(ledger, page);
        if (row.Status is "cancelled" && (evidence ?? (ledger.Joined && !faults ? "a founder who joined" : null)) is { } proof)
        {
            yield return $"it is cancelled in spite of {proof}";
        }

        if (row.Status is "completed" && evidence is null && !ledger.Joined)
        {
            yield return "it is completed, although nobody was ever there";
        }
    }

    /// <summary>What proves that somebody was there, whether or not anybody saw them.</summary>
    private static string? Evidence(CallLedger ledger, PageFacts page) =>
        ledger.Segments.Any(sent => sent.Acknowledged && sent.Segment.Speaker is "user") ? "an acknowledged segment of the user"
        : ledger.HandedIn ? "an acknowledged transcript of the client"
        : page.Recording.Segments.Any(segment => segment.State is "ready") ? "a recording"
        : null;
}
