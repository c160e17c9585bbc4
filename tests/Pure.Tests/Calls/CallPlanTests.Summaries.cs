using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Summaries;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

/// <summary>Summaries that are asked for anew.</summary>
public partial class CallPlanTests
{
    private static readonly CallEvent[] s_summarised = [.. s_live, Finished, Summary(50)];
    private static readonly SummaryRequested s_anew = new(1, At(100));

    [Fact]
    public void SummaryAskedForAnew_TranscriptUnchanged_IsMadeAtOnce() =>
        Assert.Contains(Actions(100, [.. s_summarised, s_anew]), a => a is MakeSummary { Known: not null, AskModelAgain: false, Request: 1 });

    [Fact]
    public void SummaryAskedForAnew_CallStillLives_IsMadeAtOnce()
    {
        Assert.Contains(Actions(20, [.. s_live, s_anew with { At = At(20) }]), a => a is MakeSummary { Known: null, Request: 1 });
        Assert.DoesNotContain(Actions(20, s_live), a => a is MakeSummary);
    }

    [Fact]
    public void SummaryAskedForAnew_Answered_IsNotMadeAgain()
    {
        CallEvent[] answered = [.. s_summarised, s_anew, new SummaryRequestAnswered(1, At(103), "away")];

        Assert.DoesNotContain(Actions(104, answered), a => a is MakeSummary);
        Assert.Contains(Actions(300, [.. answered, new SummaryRequested(2, At(300))]), a => a is MakeSummary { Request: 2 });
    }

    [Fact]
    public void SummaryAskedForAnew_CallIsNotCompleteBefore()
    {
        var written = Written(After([.. s_summarised, new RecordingMissing(Key, "not there", At(90)), Egress(EgressStatus.Failed, 32)]));
        var log = new ActionLog();
        Assert.True(CallPlan.For(written, log, s_timings, At(100)).IsComplete);

        var asked = written.Apply(s_anew);
        Assert.False(CallPlan.For(asked, log, s_timings, At(100)).IsComplete);
        var making = new MakeSummary(Summary(50), AskModelAgain: false, Request: 1);
        Assert.Empty(CallPlan.For(asked, log.Begin(making), s_timings, At(101)).Actions);
        Assert.False(CallPlan.For(asked, log.Begin(making), s_timings, At(101)).IsComplete);
    }

    [Fact]
    public void SummaryAskedForAnew_StorageDoesNotAnswer_IsTriedAgainWithGrowingWaits()
    {
        var making = new MakeSummary(Summary(50), AskModelAgain: false, Request: 1);
        var failed = new ActionLog().Begin(making).End(making, answered: false, At(100));
        var plan = CallPlan.For(After([.. s_summarised, s_anew]), failed, s_timings, At(100));

        Assert.DoesNotContain(plan.Actions, a => a is MakeSummary);
        Assert.Contains(CallPlan.For(After([.. s_summarised, s_anew]), failed, s_timings, At(101)).Actions, a => a is MakeSummary { Request: 1 });
    }

    [Fact]
    public void SummaryAskedForAnew_ModelIsBeingAskedAgain_WaitsForThat()
    {
        CallEvent[] facts = [.. s_live, Finished, Summary(50, SummarySource.Heuristic, provisional: true), s_anew];
        var again = new MakeSummary(Summary(50, SummarySource.Heuristic, provisional: true), AskModelAgain: true);
        var log = new ActionLog().Begin(again);

        Assert.DoesNotContain(CallPlan.For(After(facts), log, s_timings, At(100)).Actions, a => a is MakeSummary);
        Assert.Contains(CallPlan.For(After(facts), log.End(again, answered: true, At(101)), s_timings, At(101)).Actions, a => a is MakeSummary { Request: 1 });
    }

    [Fact]
    public void SummaryAskedForAnew_ModelHadFailed_IsNotAskedTwiceAtOnce() =>
        Assert.Single(Actions(200, [.. s_live, Finished, Summary(50, SummarySource.Heuristic, provisional: true), s_anew]), a => a is MakeSummary);

    [Fact]
    public void SummaryAskedForAnew_BeforeThereIsARoom_WantsNothingYet() =>
        Assert.DoesNotContain(Actions(1, Requested, s_anew), a => a is MakeSummary);
}
