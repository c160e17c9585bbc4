using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Summaries;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Summaries;

public class SummaryRequestsTests
{
    private static readonly CallTimings s_timings = new();
    private static readonly CallEvent[] s_summarised = [Requested, Created, Finished, Summary(50), new SummaryRequested(1, At(60))];

    [Fact]
    public void Repeat_NobodyAskedBefore_IsNone() =>
        Assert.False(SummaryRequests.IsRepeat(After(Requested, Created, Finished, Summary(50)), s_timings, At(51)));

    [Fact]
    public void Repeat_WhileOneIsOpen_IsTheSame() => Assert.True(SummaryRequests.IsRepeat(After(s_summarised), s_timings, At(9999)));

    [Theory]
    [InlineData(89.9, true)]
    [InlineData(92, false)]
    public void Repeat_AMomentAfterTheAnswer_IsTheSame(double at, bool isRepeat) => Assert.Equal(
        isRepeat, SummaryRequests.IsRepeat(After([.. s_summarised, Summary(61), new SummaryRequestAnswered(1, At(62), null)]), s_timings, At(at)));

    [Fact]
    public void Repeat_WithNewWords_IsAnother() => Assert.False(SummaryRequests.IsRepeat(
        After([.. s_summarised, Summary(61), new SummaryRequestAnswered(1, At(62), null), new TranscriptChanged(At(63), true, false)]), s_timings, At(64)));

    [Fact]
    public void Snapshot_TellsWhatBecameOfTheNewestRequest()
    {
        Assert.Null(After(Requested, Created).SummaryRequestSnapshot());
        var open = After([.. s_summarised, new SummaryRequestAnswered(1, At(62), "away"), new SummaryRequested(2, At(100))]);

        var asked = CallSnapshots.Of("r", open, 1).SummaryRequest!;
        Assert.Equal((2, At(100), true, null), (asked.Number, asked.RequestedAt, asked.IsOpen, asked.Failure));
        asked = open.Apply(new SummaryRequestAnswered(2, At(105), "gone")).SummaryRequestSnapshot()!;
        Assert.Equal((false, "gone"), (asked.IsOpen, asked.Failure));
    }

    [Fact]
    public void Answers_ToOneRequest_TheSummaryStands()
    {
        SummaryRequestAnswered made = new(1, At(62), null), failed = new(1, At(70), "away");

        Assert.Equal(made, SummaryRequests.Greater(failed, made));
        Assert.Equal(made, SummaryRequests.Greater(made, failed));
        Assert.Equal(failed with { Number = 2 }, SummaryRequests.Greater(made, failed with { Number = 2 }));
        Assert.Equal(made with { At = At(63) }, SummaryRequests.Greater(made with { At = At(63) }, made));
        Assert.Equal(failed with { Failure = "b" }, SummaryRequests.Greater(failed with { Failure = "b" }, failed with { Failure = "a" }));
    }

    [Fact]
    public void Requests_OfOneNumber_TheLaterStands()
    {
        SummaryRequested early = new(1, At(60)), late = new(1, At(61));

        Assert.Equal(late, SummaryRequests.Greater(late, early));
        Assert.Equal(late, SummaryRequests.Greater(early, late));
        Assert.Equal(early with { Number = 2 }, SummaryRequests.Greater(late, early with { Number = 2 }));
    }

    [Fact]
    public void DueTime_OfALiveCallWithAnOpenRequest_IsSoon() // a crash must not leave its user waiting for five minutes
    {
        var live = After(Requested, Created);

        Assert.Equal(At(400), DueTime.For(live, new CallPlan([], null, IsComplete: false), s_timings, At(100)));
        Assert.Equal(At(130), DueTime.For(live.Apply(new SummaryRequested(1, At(100))), new CallPlan([], null, IsComplete: false), s_timings, At(100)));
    }
}
