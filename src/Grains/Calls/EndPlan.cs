using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Rooms;

namespace OrleansCalls.Grains.Calls;

/// <summary>Decides when a call is to be ended by us.</summary>
internal static class EndPlan
{
    /// <summary>
    /// When it was asked for, or its time is over. That nobody came is not concluded from having looked away: a room that
    /// outlives LiveKit's own time-out probably has somebody in it, so a look since then must have found nobody.
    /// </summary>
    public static DateTimeOffset? EndDueAt(this PlanBuilder plan, CallState call)
    {
        var due = call.EndDueAt(plan.Timings);
        if (call.End is not null || call.Room.CreatedAt is not { } created || call.FirstHumanJoinedAt() is not null || call.SomebodyWasThere())
        {
            return due;
        }

        var emptyBy = created + (call.Request!.Start.CallType.EmptyTimeout() * plan.Timings.Scale);
        return plan.Log.For(new LookAtRoom().Id).LastAnsweredAt >= emptyBy ? due : null;
    }
}
