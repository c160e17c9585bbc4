using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

/// <summary>When a recording's object is looked for, and when the bucket has the last word.</summary>
public partial class CallPlanTests
{
    private static readonly TimeSpan s_threeDays = TimeSpan.FromDays(3);

    private static readonly CallEvent[] s_aborted = [Requested, Created, new EgressStartBegun(1, Key, At(0.1)), Egress(EgressStatus.Aborted, 300), Finished];

    [Fact]
    public void BucketThatMayNotBeRead_IsAskedLessAndLessOften_AndIsGivenUpAfterThreeDays()
    {
        var (log, asked) = AskInVain(s_aborted, At(300));

        Assert.InRange(asked.Count, 300, 500);
        Assert.Equal(TimeSpan.FromSeconds(1), asked[1] - asked[0]);
        Assert.Equal(TimeSpan.FromMinutes(10), asked[^1] - asked[^2]);
        Assert.InRange(asked[^1], At(300) + s_threeDays, At(900) + s_threeDays);
        Assert.Contains(CallPlan.For(After(s_aborted), log, s_timings, asked[^1]).Actions, a => a is FindRecording { GiveUpUnread: true });
    }

    [Fact]
    public void BucketThatMayNotBeRead_FirstFailureAfterDaysOfSilence_IsNotItsLastWord()
    {
        var (_, asked) = AskInVain(s_aborted, At(300) + (2 * s_threeDays));

        Assert.Equal(9, asked.Count); // 1, 2, 4 … 128 s apart
    }

    // Until the plan is ready to give up.
    private static (ActionLog Log, List<DateTimeOffset> Asked) AskInVain(CallEvent[] facts, DateTimeOffset now)
    {
        var call = After(facts);
        var log = new ActionLog();
        List<DateTimeOffset> asked = [];
        while (true)
        {
            var plan = CallPlan.For(call, log, s_timings, now);
            if (plan.Actions.OfType<FindRecording>().SingleOrDefault() is { } find)
            {
                asked.Add(now);
                if (find.GiveUpUnread)
                    return (log, asked);
                log = log.Begin(find).End(find, answered: false, now);
            }

            var only = CallPlan.For(Written(call.Apply(Summary(40))), log, s_timings, now);
            now = only.LookAgainAt!.Value;
        }
    }
}
