using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;

namespace OrleansCalls.Grains.Agents;

/// <summary>Decides when the voice agent is called into the room.</summary>
internal static class AgentPlan
{
    public static void Add(PlanBuilder plan, CallState call)
    {
        if (call.Room.Sid is null || call.StartFailure is not null || call.EndedAt() is not null || call.Room.InDoubt || plan.EndDueAt(call) <= plan.Now)
        {
            return; // in doubt, the next look says whether there is a room to call it into
        }

        var (number, last) = call.Agent.Dispatches.LastOrDefault();
        if (last is null)
        {
            plan.Do(new DispatchAgent(1, LookFirst: false), call.Room.CreatedAt!.Value, plan.Timings.Quick);
        }
        else if (last.DispatchId is null && last.FailedAt is null)
        {
            // Not answered: asked by this activation, or by one that is gone, whose request may still be on its way.
            var again = new DispatchAgent(number, LookFirst: true);
            var from = plan.Log.For(again.Id).Count > 0 ? last.BegunAt!.Value : last.BegunAt!.Value + plan.Timings.LostAnswerGrace;
            plan.Do(again, from, plan.Timings.Steady);
        }
        else if (last.DispatchId is null)
        {
            Again(plan, number, last.FailedAt!.Value + plan.Timings.Quick.After(number));
        }
        else if (AbsentSince(call, last) is { } absent)
        {
            WaitOrCallAgain(plan, number, last, absent);
        }
    }

    private static void WaitOrCallAgain(PlanBuilder plan, int number, Dispatch last, DateTimeOffset absent)
    {
        if (last.LostAt >= absent)
        {
            Again(plan, number, last.LostAt.Value);
        }
        else if (number < plan.Timings.MaxDispatches)
        {
            var from = Times.Later(absent, last.PendingAt)!.Value + plan.Timings.AgentGrace;
            plan.Do(new LookForAgent(number), from, Backoff.Every(plan.Timings.AgentGrace));
        }
    }

    private static void Again(PlanBuilder plan, int number, DateTimeOffset from)
    {
        if (number < plan.Timings.MaxDispatches)
        {
            plan.Do(new DispatchAgent(number + 1, LookFirst: true), from, plan.Timings.Steady);
        }
    }

    /// <summary>Since when a human has been there without an agent; null when nobody misses one.</summary>
    private static DateTimeOffset? AbsentSince(CallState call, Dispatch last)
    {
        var agents = call.InOwnRoom().Select(p => p.Value).Where(p => p.Kind is ParticipantKind.Agent).ToList();
        if (agents.Any(a => a.LeftAt is null) || !call.HumanPresent())
        {
            return null;
        }

        var since = call.Humans().Where(h => h.LeftAt is null).Min(h => h.FirstSeenAt);
        return Times.Later(Times.Later(since, agents.Max(a => a.LeftAt)), last.MadeAt);
    }
}
