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
        Assert.InRange(asked[^1], At(35) + s_threeDays, At(635) + s_threeDays);
        Assert.Contains(CallPlan.For(After(s_aborted), log, s_timings, asked[^1]).Actions, a => a is FindRecording { GiveUpUnread: true });
    }

    [Fact]
    public void BucketThatMayNotBeRead_FirstFailureAfterDaysOfSilence_IsNotItsLastWord()
    {
        var (_, asked) = AskInVain(s_aborted, At(300) + (2 * s_threeDays));

        Assert.Equal(9, asked.Count); // 1, 2, 4 … 128 s apart
    }

    [Theory]
    [InlineData(null)] // LiveKit leaves it out, as after a restart of its own
    [InlineData(-400.0)]
    [InlineData(1e6)] // its clock is wrong
    public void RecorderEndedWell_WhateverTimeItTells_ItsObjectIsGivenUpAMinuteAfterTheFirstLook(double? endedAt)
    {
        var report = Egress(EgressStatus.Complete, 32).Report with { EndedAt = endedAt is { } at ? At(at) : null, UpdatedAt = null };
        var call = Written(After([.. s_live, new EgressReported(report), Finished, Summary(50)]));
        var (log, now, looks) = (new ActionLog(), At(60), 0);
        while (now < At(86_400) && CallPlan.For(call, log, s_timings, now) is { IsComplete: false } plan)
        {
            foreach (var find in plan.Actions.OfType<FindRecording>())
            {
                looks++;
                log = Tried(log, find, (now - Noon).TotalSeconds);
                if (find.GiveUp)
                    call = Written(call.Apply(new RecordingMissing(Key, "not there", now) { KnownUntil = call.Recording.EgressOf(Key)!.LastToldAt() }));
            }

            now = CallPlan.For(call, log, s_timings, now).LookAgainAt ?? DateTimeOffset.MaxValue;
        }

        Assert.Equal(7, looks); // 1, 2, 4 … s apart
        Assert.True(CallPlan.For(call, log, s_timings, At(86_400)).IsComplete);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1e6)]
    public void RecorderFailed_WhateverTimeItTells_IsReplaced(double? endedAt)
    {
        var report = Egress(EgressStatus.Failed, 40).Report with { EndedAt = endedAt is { } at ? At(at) : null, UpdatedAt = null };

        Assert.Contains(new StartEgress(2, SecondKey), Actions(42, [.. s_live, new EgressReported(report)]));
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
