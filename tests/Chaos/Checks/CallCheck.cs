using OrleansCalls.Chaos.Lives;

namespace OrleansCalls.Chaos.Checks;

/// <summary>Whether a call that was answered with 200 ended as promised. Pure: what was promised against what is seen.</summary>
internal static class CallCheck
{
    /// <returns>What is wrong, a sentence each, without a word that was said; nothing when all is well.</returns>
    public static IReadOnlyList<string> Complaints(CallLedger ledger, CallFacts facts, bool faults, double scale = 0.1)
    {
        if (facts.Rows is not [var row])
        {
            return [.. ledger.Refusals, $"it has {facts.Rows.Count} rows in coaching_sessions"];
        }

        if (facts.Page is not { } page)
        {
            return [.. ledger.Refusals, "its page was not answered"];
        }

        // The row of a call that nobody came to tells no words; what was acknowledged of the agent's is told by the API.
        var told = facts.Transcript?.Select(line => new LineFacts(line.Speaker, line.Text)).ToList();
        var lines = row.Transcript ?? (row.Status is "cancelled" ? told : null) ?? [];
        return
        [
            .. ledger.Refusals,
            .. StatusCheck.Complaints(ledger, row, page, faults),
            .. TranscriptCheck.Complaints(ledger, lines),
            .. TranscriptCheck.Differences(lines, told),
            .. row.Status is "cancelled" ? OfNobody(row, facts) : [.. SummaryCheck.Complaints(row, page, lines), .. MemoryCheck.Complaints(row, facts.Memories)],
            .. EvidenceCheck.Complaints(page, facts.Transcript ?? []),
            .. RecordingCheck.Complaints(row, page.Recording, facts.Uploads),
            .. CoverageCheck.Complaints(ledger, page, faults),
            .. TimelineCheck.Complaints(page, faults),
            .. HealingCheck.Complaints(ledger, facts, page, faults),
            .. EarlyEndCheck.Complaints(ledger, row, page, scale, faults),
            .. WebhookCheck.Complaints(ledger.Life.User, facts.Told, facts.Deliveries, page),
        ];
    }

    /// <summary>A call that nobody came to has nothing to be summarised or remembered.</summary>
    private static IEnumerable<string> OfNobody(SessionFacts row, CallFacts facts) =>
        row.Summary is null && facts.Memories.Count == 0 ? [] : ["it is cancelled, but has a summary or a memory"];
}
