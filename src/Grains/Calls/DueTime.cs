using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Grains.Calls;

/// <summary>
/// When the sweep shall look at a call in case that its activation dies: somewhat after the plan would, and moved seldom,
/// because moving it costs Postgres an index entry.
/// </summary>
internal static class DueTime
{
    public static DateTimeOffset? For(CallState call, CallPlan plan, CallTimings timings, DateTimeOffset now)
    {
        if (plan.IsComplete)
        {
            return null;
        }

        var busy = call.Room.Sid is null || call.EndedAt() is not null || call.End is not null || call.Erasure is not null
            || call.OpenSummaryRequest() is not null;
        // What is under way may want more as soon as it ends: the plan's next look says nothing of that.
        var look = plan.IsUnderWay ? now : plan.LookAgainAt;
        var soon = Times.Later(now + timings.SweepWhileBusy, look + timings.SweepLate)!.Value;
        var healthy = Times.Later(now + timings.SweepWhileHealthy, look + timings.SweepLate);
        var deadline = plan.DeadlineAt is { } at ? Times.Later(now + timings.SweepWhileBusy, at + timings.SweepLate) : null;
        var wanted = busy ? soon : Times.Earlier(healthy, deadline);
        return call.DueAt is { } due && due > now + timings.SweepLate && due <= wanted ? due : wanted;
    }
}
