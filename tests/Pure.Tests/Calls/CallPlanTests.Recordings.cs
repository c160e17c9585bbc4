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
    public void RecorderFailed_RoomInDoubt_IsRestartedWhenTheRoomIsSeen()
    {
        CallEvent[] doubt = [.. s_live, Egress(EgressStatus.Failed, 20), new RoomNotSeen(At(39))];

        Assert.DoesNotContain(typeof(StartEgress), Types(40, doubt)); // each look before a start would put the proof of the end off
        Assert.Contains(typeof(StartEgress), Types(45, [.. doubt, new RoomSeen(Sid, At(44.5))]));
    }

    [Fact]
    public void RecorderFailed_NobodyThere_IsNotRestarted() =>
        Assert.DoesNotContain(typeof(StartEgress), Types(40, [.. s_live, Left(at: 19), Egress(EgressStatus.Failed, 20)]));

    [Fact]
    public void RecorderFailed_FiveTimes_IsGivenUp()
    {
        CallEvent[] failures = [.. Enumerable.Range(1, 5).SelectMany(n => new CallEvent[]
        {
            new EgressStartBegun(n, $"k{n}", At(n)), Egress(EgressStatus.Failed, n, $"EG_{n}", $"k{n}"),
        })];

        Assert.DoesNotContain(typeof(StartEgress), Types(500, [Requested, Created, Joined(), .. failures]));
        Assert.Contains(typeof(StartEgress), Types(500, [Requested, Created, Joined(), .. failures.SkipLast(2)]));
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
    public void RecorderEnding_RoomLivesOn_AnotherIsStarted() // it may be uploading for ever
    {
        Assert.DoesNotContain(typeof(StartEgress), Types(55.4, [.. s_live, Egress(EgressStatus.Ending, 50)]));
        Assert.Contains(typeof(LookAtEgress), Types(53, [.. s_live, Egress(EgressStatus.Ending, 50)]));
        Assert.Contains(typeof(StartEgress), Types(55.5, [.. s_live, Egress(EgressStatus.Ending, 50)]));
    }

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

    [Fact]
    public void RecorderRunsOnAfterItsRoom_IsStopped()
    {
        CallEvent[] facts = [.. s_live, Finished];

        Assert.DoesNotContain(new StopEgress("EG_1"), Actions(44, facts)); // LiveKit ends it by itself
        Assert.Contains(new StopEgress("EG_1"), Actions(45, facts));
        Assert.DoesNotContain(new StopEgress("EG_1"), Actions(45, [.. facts, Egress(EgressStatus.Ending, 40)]));
    }

    [Fact]
    public void RecorderThatNeverStops_IsAskedForTenMinutesAndThenNotForEver()
    {
        CallEvent[] complete = [.. Untroubled, Egress(EgressStatus.Active, 60, "EG_2")];
        var log = Enumerable.Range(1, 3).Aggregate(new ActionLog(), (tried, n) => Tried(tried, new StopEgress("EG_2"), 100 * n));

        Assert.Contains(new StopEgress("EG_2"), CallPlan.For(After(complete), log, s_timings, At(644)).Actions); // 35 + 10 + 600
        Assert.DoesNotContain(new StopEgress("EG_2"), CallPlan.For(After(complete), log, s_timings, At(645)).Actions);
        Assert.Contains(new StopEgress("EG_2"), Actions(645, complete)); // by an activation that has not asked yet
    }

    [Fact]
    public void RecorderUnderAKeyOfOursInAnotherRoom_IsStoppedWhileTheCallLives()
    {
        var stray = Egress(EgressStatus.Active, 50, "EG_2", "voice-recordings/ana_fred-call_1.2.ogg");
        var elsewhere = new EgressReported(stray.Report with { RoomSid = "RM_stray" });

        Assert.Contains(new StopEgress("EG_2"), Actions(60, [.. s_live, elsewhere]));
        Assert.Contains(new StopEgress("EG_2"), Actions(60, [.. s_live, stray])); // a key that was never asked for
        Assert.DoesNotContain(new StopEgress("EG_1"), Actions(60, [.. s_live, elsewhere]));
    }

    [Theory]
    [InlineData(Key, true)]
    [InlineData("voice-recordings/ana_fred-call_1.2.ogg", true)]
    [InlineData("voice-recordings/ana_fred-call_1.12.ogg", true)]
    [InlineData("voice-recordings/ana_fred-call_1..ogg", false)]
    [InlineData("voice-recordings/ana_fred-call_1.2x.ogg", false)]
    [InlineData("voice-recordings/ana_fred-call_1.x2.ogg", false)]
    [InlineData("voice-recordings/ana_fred-call_1x22.ogg", false)]
    [InlineData("voice-recordings/ana_fred-call_1.2.mp4", false)]
    [InlineData("voice-recordings/ana_fred-call_12.ogg", false)]
    [InlineData("operators/track.ogg", false)]
    [InlineData(null, false)]
    public void Keys_OfTheCall_AreTheFirstAndNumberedOnes(string? key, bool ours) => Assert.Equal(ours, RecordingKeys.AreOf(Key, key));

    [Theory]
    [InlineData(EgressStatus.Complete, 2, 100, true)]
    [InlineData(EgressStatus.Complete, 0, 100, false)]
    [InlineData(EgressStatus.Complete, 2, 99.9, false)] // less than a minute after the first look
    [InlineData(EgressStatus.LimitReached, 1, 99.9, false)]
    [InlineData(EgressStatus.LimitReached, 1, 100, true)]
    [InlineData(EgressStatus.Failed, 0, 36, true)] // nobody expects it
    [InlineData(EgressStatus.Aborted, 0, 36, true)]
    public void ObjectNotThere_IsGivenUpOnlyAMinuteAfterTheFirstLook(EgressStatus end, int answered, double at, bool givesUp)
    {
        var log = Enumerable.Range(0, answered).Aggregate(new ActionLog(), (l, _) => Tried(l, new FindRecording(Key, false), 40));
        var plan = CallPlan.For(After([.. s_live, Egress(end, 32), Finished]), log, s_timings, At(at));

        Assert.Contains(new FindRecording(Key, givesUp), plan.Actions);
    }

    [Fact]
    public void ObjectNotThere_BucketDidNotAnswer_IsNoLook()
    {
        var log = Failed(new ActionLog(), new FindRecording(Key, false), 5, 40);

        Assert.Contains(new FindRecording(Key, GiveUp: false), CallPlan.For(After([.. s_live, Egress(EgressStatus.Complete, 32), Finished]), log, s_timings, At(192)).Actions);
    }
}
