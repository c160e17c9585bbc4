using OrleansCalls.Grains.Calls;

namespace OrleansCalls.Grains.Agents;

/// <summary>Decides when the voice agent is called into the room.</summary>
internal static class AgentPlan
{
    public static void Add(PlanBuilder plan, CallState call)
    {
        if (call.Room.Sid is null || call.StartFailure is not null || call.EndedAt() is not null || call.EndDueAt(plan.Timings) <= plan.Now)
        {
            return;
        }

        var (number, last) = call.Agent.Dispatches.LastOrDefault();
        if (last is null)
        {
            plan.Do(new DispatchAgent(1, LookFirst: false), call.Room.CreatedAt!.Value, Backoff.Quick);
        }
        else if (last.DispatchId is null && last.FailedAt is null)
        {
            // Not answered: asked by this activation, or by one that is gone, whose request may still be on its way.
            var again = new DispatchAgent(number, LookFirst: true);
            var from = plan.Log.For(again.Id).Count > 0 ? last.BegunAt!.Value : last.BegunAt!.Value + plan.Timings.LostAnswerGrace;
            plan.Do(again, from, Backoff.Steady);
        }
        else if (last.DispatchId is null && number < plan.Timings.MaxDispatches)
        {
            plan.Do(new DispatchAgent(number + 1, LookFirst: true), last.FailedAt!.Value + Backoff.Quick.After(number + 1), Backoff.Quick);
        }
    }
}
