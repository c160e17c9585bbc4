using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Summaries;
using OrleansCalls.Grains.Timelines;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Timelines;

public sealed class ActionCauseTests
{
    private const string Second = "voice-recordings/ana_fred-call_1.2.ogg";

    private static readonly CallEvent[] s_live = [Requested, Created, new EgressStartBegun(1, Key, At(0.1)), new DispatchBegun(1, At(0.1)), Joined()];

    [Fact]
    public void Of_TheEnd_SaysWhoAskedOrWhatIsOver()
    {
        Assert.Equal("ana asked to end the call", ActionCause.Of(new DeleteRoom("end"), After([.. s_live, EndAsked])));
        Assert.Equal("the call's time is over", ActionCause.Of(new DeleteRoom("end"), After(s_live)));
        Assert.Equal("nobody came", ActionCause.Of(new DeleteRoom("end"), After(Requested, Created)));
        Assert.Equal("the call's own room has ended", ActionCause.Of(new DeleteRoom("stray"), After([.. s_live, Finished])));
    }

    [Theory]
    [InlineData(EgressStatus.Aborted, "recorder 1 was aborted")]
    [InlineData(EgressStatus.Failed, "recorder 1 failed")]
    [InlineData(EgressStatus.LimitReached, "recorder 1 reached its limit")]
    [InlineData(EgressStatus.Complete, "recorder 1 ended while somebody was there")]
    public void Of_ASecondRecorder_SaysWhatBecameOfTheFirst(EgressStatus status, string cause) =>
        Assert.Equal(cause, ActionCause.Of(new StartEgress(2, Second), After([.. s_live, Egress(status, 9)])));

    [Fact]
    public void Of_ARecorderAfterOneThatNeverBegan_SaysWhy() => Assert.Equal(
        "recorder 1 was not started: no workers",
        ActionCause.Of(new StartEgress(2, Second), After([.. s_live, new EgressStartFailed(1, "no workers", At(9))])));

    [Fact]
    public void Of_StoppingARecorder_TellsASurplusOneFromTheEnd()
    {
        var two = After([.. s_live, Egress(EgressStatus.Active, 3), new EgressStartBegun(2, Second, At(5)), Egress(EgressStatus.Active, 6, "EG_2", Second)]);

        Assert.Equal("another recorder runs", ActionCause.Of(new StopEgress("EG_1"), two));
        Assert.Equal("ana asked to end the call", ActionCause.Of(new StopEgress("EG_1"), After([.. s_live, Egress(EgressStatus.Active, 3), EndAsked])));
    }

    [Fact]
    public void Of_ASummary_TellsOneThatWasAskedForAnew()
    {
        Assert.Equal("it was asked for anew", ActionCause.Of(new MakeSummary(null, AskModelAgain: false, Request: 1), After(s_live)));
        Assert.Equal("the words are there", ActionCause.Of(new MakeSummary(null, AskModelAgain: false), After(s_live)));
    }

    [Fact]
    public void Of_AnotherDispatch_SaysWhatWasWrongWithTheOneBefore()
    {
        Assert.Equal("the room was created", ActionCause.Of(new DispatchAgent(1, LookFirst: false), After(Requested, Created)));
        Assert.Equal("the agent is missing", ActionCause.Of(new DispatchAgent(2, LookFirst: true), After([.. s_live, new DispatchMade(1, "AD_1", At(1))])));
        Assert.Equal(
            "the dispatch before it failed: refused",
            ActionCause.Of(new DispatchAgent(2, LookFirst: true), After([.. s_live, new DispatchFailed(1, "refused", At(1))])));
    }
}
