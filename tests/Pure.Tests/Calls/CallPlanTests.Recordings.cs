using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

/// <summary>What is wanted of recorders.</summary>
public partial class CallPlanTests
{
    [Fact]
    public void RecorderAskedForWithoutAnswer_IsLookedForBeforeAskingAgain() =>
        Assert.Contains(new FindLostEgress(1, Key), Actions(12, Requested, Created, new EgressStartBegun(1, Key, At(0.1))));

    [Fact]
    public void RecorderAskedForByALostActivation_ItsRequestIsGivenTime() =>
        Assert.DoesNotContain(typeof(FindLostEgress), Types(9, Requested, Created, new EgressStartBegun(1, Key, At(0.1))));

    [Fact]
    public void TwoRecordersRun_TheLessAdvancedIsStopped()
    {
        var actions = Actions(60, [.. s_live, new EgressStartBegun(2, "k2", At(1)), Egress(EgressStatus.Starting, 50, "EG_2", "k2")]);

        Assert.Contains(new StopEgress("EG_2"), actions);
        Assert.DoesNotContain(new StopEgress("EG_1"), actions);
    }

    [Fact]
    public void RecorderRunning_IsNotStartedTwice() => Assert.DoesNotContain(typeof(StartEgress), Types(60, s_live));

    [Fact]
    public void RecorderNotStarted_IsAskedForUnderANewKey() =>
        Assert.Contains(
            new StartEgress(2, "voice-recordings/ana_fred-call_1.2.ogg"),
            Actions(9, Requested, Created, new EgressStartBegun(1, Key, At(0.1)), new EgressStartFailed(1, "no servers", At(1))));

    [Fact]
    public void RecorderFailed_HumanStillThere_IsRestarted() =>
        Assert.Contains(typeof(StartEgress), Types(40, [.. s_live, Egress(EgressStatus.Failed, 20)]));

    [Fact]
    public void RecorderFailed_NobodyThere_IsNotRestarted() =>
        Assert.DoesNotContain(typeof(StartEgress), Types(40, [.. s_live, Left(at: 19), Egress(EgressStatus.Failed, 20)]));

    [Fact]
    public void RecorderFailed_FiveTimes_IsGivenUp()
    {
        CallEvent[] failures = [.. Enumerable.Range(1, 5).SelectMany(n => new CallEvent[]
        {
            new EgressStartBegun(n, $"k{n}", At(n)), new EgressStartFailed(n, "no servers", At(n)),
        })];

        Assert.DoesNotContain(typeof(StartEgress), Types(500, [Requested, Created, .. failures]));
    }

    [Fact]
    public void RecorderAborted_CostsNoAttempt()
    {
        CallEvent[] aborts = [.. Enumerable.Range(1, 6).SelectMany(n => new CallEvent[]
        {
            new EgressStartBegun(n, $"k{n}", At(n)), Egress(EgressStatus.Aborted, n, $"EG_{n}", $"k{n}"),
        })];

        Assert.DoesNotContain(typeof(StartEgress), Types(500, [Requested, Created, Joined(), .. aborts])); // nothing to record
        Assert.Contains(typeof(StartEgress), Types(500, [Requested, Created, Joined(), Speaking(at: 480), .. aborts]));
    }

    [Fact]
    public void SomebodyElsesRecorder_IsNeitherStoppedNorTakenForOurs()
    {
        var theirs = Egress(EgressStatus.Active, 10, "EG_other", "operators/track.ogg");

        Assert.DoesNotContain(Actions(60, [.. s_live, theirs]), a => a is StopEgress);
        Assert.DoesNotContain(new StopEgress("EG_1"), Actions(60, [.. s_live.SkipLast(1), theirs]));
        Assert.Contains(Actions(60, [.. s_live, Egress(EgressStatus.Failed, 20), theirs]), a => a is StartEgress);
    }

    [Fact]
    public void RecorderEnding_NoOtherIsStartedUntilItHasEnded() =>
        Assert.DoesNotContain(typeof(StartEgress), Types(60, [.. s_live, Egress(EgressStatus.Ending, 50)]));

    [Fact]
    public void RecorderEndedWell_RoomsEndGetsTimeToBeTold()
    {
        CallEvent[] facts = [.. s_live, Egress(EgressStatus.Complete, 50)];

        Assert.DoesNotContain(typeof(StartEgress), Types(55, facts));
        Assert.Contains(typeof(StartEgress), Types(56, facts));
    }

    [Fact]
    public void RecorderAborted_AlthoughSomebodyCouldBeHeard_CostsAnAttempt()
    {
        CallEvent[] aborts = [.. Enumerable.Range(1, 5).SelectMany(n => new CallEvent[]
        {
            new EgressStartBegun(n, $"k{n}", At(30 + n)), Egress(EgressStatus.Aborted, 30 + n, $"EG_{n}", $"k{n}"),
        })];

        Assert.DoesNotContain(typeof(StartEgress), Types(560, [Requested, Created, Joined(), Speaking(), .. aborts]));
    }

    [Fact]
    public void RecordingGivenUp_RecorderCompletesAfterwards_IsLookedForOnceMore()
    {
        CallEvent[] facts = [.. s_live, Finished, Summary(50), new RecordingMissing(Key, "not there", At(640)), Egress(EgressStatus.Complete, 700)];

        Assert.Contains(new FindRecording(Key, GiveUp: false), Actions(701, facts));
        Assert.DoesNotContain(typeof(FindRecording), Types(800, [.. facts, new RecordingMissing(Key, "still not there", At(770))]));
    }
}
