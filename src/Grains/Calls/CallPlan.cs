using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Sessions;
using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Grains.Calls;

/// <summary>
/// What a call needs now, and when to look again, derived from its facts and the time alone. A webhook, a crash, a timer
/// and a poll all lead here, so a lost webhook costs time, never truth.
/// </summary>
/// <param name="Actions">What to begin now; what already runs is not named again.</param>
/// <param name="LookAgainAt">When to plan again although nothing happened.</param>
/// <param name="IsComplete">Nothing is to be done, now or later, and nothing runs.</param>
public sealed record CallPlan(IReadOnlyList<CallAction> Actions, DateTimeOffset? LookAgainAt, bool IsComplete)
{
    /// <summary>When something is to be done that is more than a routine look at a healthy call.</summary>
    public DateTimeOffset? DeadlineAt { get; init; }

    /// <summary>Whether something begins now or runs: its end may want more at once, and is often not stored.</summary>
    public bool IsUnderWay { get; init; }

    /// <summary>The plan for a call.</summary>
    public static CallPlan For(CallState call, ActionLog log, CallTimings timings, DateTimeOffset now)
    {
        if (!call.Exists() || call.Erasure?.ForgottenAt is not null)
        {
            return new CallPlan([], null, IsComplete: true);
        }

        var plan = new PlanBuilder(log, timings, now);
        if (call.Erasure is not null)
        {
            ErasurePlan.Add(plan, call);
            return plan.Build();
        }

        RoomPlan.Add(plan, call);
        AgentPlan.Add(plan, call);
        RecordingPlan.Add(plan, call);
        SummaryPlan.Add(plan, call);
        SessionPlan.Add(plan, call);
        return plan.Build();
    }
}
