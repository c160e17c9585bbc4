using OrleansCalls.Chaos.Lives;

namespace OrleansCalls.Chaos.Checks;

/// <summary>A call that is complete.</summary>
/// <param name="EndedAt">When its room ended.</param>
/// <param name="CompletedAt">When the last thing about it was stored.</param>
internal sealed record CompletedCall(DateTimeOffset EndedAt, DateTimeOffset CompletedAt)
{
    /// <summary>How long the product waits for late segments of a call without a client's transcript, at a scale of 1.</summary>
    private static readonly TimeSpan QuietPeriod = TimeSpan.FromSeconds(15);

    /// <summary>From the later of the last event and the end of the quiet period, or from the last fault if that was later, to complete.</summary>
    public TimeSpan Took(CallLedger ledger, double scale, DateTimeOffset? lastFaultAt)
    {
        var lastEvent = ledger.LastActAt > EndedAt ? ledger.LastActAt.Value : EndedAt;
        var from = ledger.HandedIn ? lastEvent : lastEvent + (QuietPeriod * scale);
        from = lastFaultAt > from ? lastFaultAt.Value : from;
        return CompletedAt > from ? CompletedAt - from : TimeSpan.Zero;
    }
}
