using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Grains.Sessions;

/// <summary>Decides when the call's row and memory are behind.</summary>
internal static class SessionPlan
{
    public static void Add(PlanBuilder plan, CallState call)
    {
        if (call.Room.Sid is null || call.StartFailure is not null)
        {
            return;
        }

        var row = SessionRow.From(call);
        var digest = row.Digest();
        if (call.Session?.Digest == digest)
        {
            return;
        }

        // At the end summary and verdict are usually moments away: one row then says it all.
        var settled = call.EndedAt() is null || (SummaryPlan.IsSettled(call) && call.Recording.AllSettled());
        if (plan.Log.Written is { } written && written.Digest == digest)
        {
            // Stored with the call's next change, or by itself when it is the last.
            if (call.EndedAt() is not null && settled)
            {
                plan.Do(new RecordSession(written), plan.Now, plan.Timings.Quick);
            }
        }
        else if (!settled && call.EndedAt() + plan.Timings.RowPatience > plan.Now)
        {
            plan.LookAt(call.EndedAt()!.Value + plan.Timings.RowPatience);
        }
        else
        {
            plan.Do(new WriteSession(row, digest), plan.Now, plan.Timings.Steady);
        }
    }
}
