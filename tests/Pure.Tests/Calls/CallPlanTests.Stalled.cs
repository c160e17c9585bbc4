using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

/// <summary>Recorders that LiveKit says are at work although they record nothing.</summary>
public partial class CallPlanTests
{
    private static readonly ParticipantSeen s_recorderCame = Joined("PA_3", ParticipantKind.Egress, 2.5) with { Identity = "EG_1" };

    private static readonly ParticipantSeen s_recorderGone = s_recorderCame with { JoinedAt = null, LeftAt = At(100) };

    private static readonly CallEvent[] s_orphaned = [.. s_live, s_recorderCame, s_recorderGone];

    [Fact]
    public void RecorderThatLeftTheRoom_IsReplacedWhenItsGraceIsOver()
    {
        Assert.DoesNotContain(typeof(StartEgress), Types(119.9, s_orphaned));
        Assert.Equal(At(120), LookAgain(119, s_orphaned));
        Assert.Contains(new StartEgress(2, SecondKey), Actions(122, s_orphaned));
    }

    [Fact]
    public void RecorderThatLeftTheRoom_IsLookedAtMeanwhile_BecauseItUsuallyHasEnded()
    {
        Assert.Contains(typeof(LookAtEgress), Types(103, s_orphaned));
        Assert.DoesNotContain(typeof(LookAtEgress), Types(103, [.. s_live, s_recorderCame]));
    }

    [Fact]
    public void RecorderThatIsBackUnderAnotherSid_IsLeftAlone() => Assert.DoesNotContain(
        typeof(StartEgress), Types(130, [.. s_orphaned, Joined("PA_4", ParticipantKind.Egress, 101) with { Identity = "EG_1" }]));

    [Fact]
    public void RecorderThatWasNeverSeenInTheRoom_IsReplacedWhenTwoLooksMissedIt()
    {
        CallEvent[] once = [.. s_live, new RecorderNotListed("EG_1", At(80))];
        CallEvent[] twice = [.. once, new RecorderNotListed("EG_1", At(100))];

        Assert.DoesNotContain(typeof(StartEgress), Types(3_000, s_live));
        Assert.DoesNotContain(typeof(StartEgress), Types(300, once));
        Assert.DoesNotContain(typeof(StartEgress), Types(300, [.. once, new RecorderNotListed("EG_1", At(84.9))])); // too close together
        Assert.Contains(new StartEgress(2, SecondKey), Actions(102, twice));
        Assert.Contains(new StopEgress("EG_1"), Actions(102, twice));
        Assert.DoesNotContain(typeof(StartEgress), Types(300, [.. twice, s_recorderCame])); // it was only late
    }

    [Fact]
    public void RecorderThatALookMissed_IsLookedForTwentySecondsLater()
    {
        var looked = Tried(new ActionLog(), new LookAtRoom(), 80);
        CallEvent[] once = [.. s_live, new RecorderNotListed("EG_1", At(80))];

        Assert.Contains(new LookAtRoom(), CallPlan.For(After(once), looked, s_timings, At(100)).Actions);
        Assert.DoesNotContain(new LookAtRoom(), CallPlan.For(After(s_live), looked, s_timings, At(100)).Actions);
        Assert.DoesNotContain(new LookAtRoom(), CallPlan.For(After([.. once, s_recorderCame]), looked, s_timings, At(100)).Actions);
        Assert.DoesNotContain(new LookAtRoom(), CallPlan.For(After([.. once, new RecorderNotListed("EG_1", At(100))]), Tried(looked, new LookAtRoom(), 100), s_timings, At(120)).Actions);
    }

    [Fact]
    public void RecorderThatLeftWithItsHumans_IsNotReplaced() =>
        Assert.DoesNotContain(typeof(StartEgress), Types(130, [.. s_orphaned, Left(at: 99)]));

    [Fact]
    public void RecorderInPlaceOfALostOne_IsNotSurplus()
    {
        CallEvent[] replaced = [.. s_orphaned, new EgressStartBegun(2, SecondKey, At(122)), Egress(EgressStatus.Active, 124, "EG_2", SecondKey)];

        var actions = Actions(130, replaced);

        Assert.Contains(new StopEgress("EG_1"), actions);
        Assert.DoesNotContain(new StopEgress("EG_2"), actions);
        Assert.DoesNotContain(actions, a => a is StartEgress);
    }

    [Fact]
    public void RecorderThatIsLost_IsAskedToStopThreeTimes()
    {
        var log = new ActionLog();
        for (var n = 0; n < 3; n++)
        {
            var now = At(120 + (n * 10));
            Assert.Contains(new StopEgress("EG_1"), CallPlan.For(After(s_orphaned), log, s_timings, now).Actions);
            log = log.Begin(new StopEgress("EG_1")).End(new StopEgress("EG_1"), answered: true, now);
        }

        Assert.DoesNotContain(new StopEgress("EG_1"), CallPlan.For(After(s_orphaned), log, s_timings, At(500)).Actions);
    }

    [Fact]
    public void RecorderThatDoesNotGetBeyondItsStart_IsStoppedOnceALookSaidSo()
    {
        CallEvent[] starting = [.. s_live.SkipLast(1)]; // audible since second 3
        var looked = new ActionLog().Begin(new LookAtEgress()).End(new LookAtEgress(), answered: true, At(23));
        var lookedEarly = new ActionLog().Begin(new LookAtEgress()).End(new LookAtEgress(), answered: true, At(22.9));

        Assert.Contains(new StopEgress("EG_1"), CallPlan.For(After(starting), looked, s_timings, At(23)).Actions);
        Assert.DoesNotContain(new StopEgress("EG_1"), CallPlan.For(After(starting), lookedEarly, s_timings, At(60)).Actions);
        Assert.Contains(new StartEgress(2, SecondKey), Actions(40, [.. starting, Egress(EgressStatus.Aborted, 24)]));
    }

    [Fact]
    public void RecorderThatAnswersNoRequestToStopItsStart_IsReplacedOnceALookSaysThatItStillStarts()
    {
        CallEvent[] starting = [.. s_live.SkipLast(1)];
        var log = Failed(Tried(new ActionLog(), new LookAtEgress(), 23), new StopEgress("EG_1"), 3, 30);

        Assert.DoesNotContain(CallPlan.For(After(starting), log, s_timings, At(40)).Actions, a => a is StartEgress);
        Assert.DoesNotContain(CallPlan.For(After(starting), Failed(log, new LookAtEgress(), 1, 43), s_timings, At(44)).Actions, a => a is StartEgress);
        Assert.Contains(new StartEgress(2, SecondKey), CallPlan.For(After(starting), Tried(log, new LookAtEgress(), 43), s_timings, At(44)).Actions);
    }

    [Fact]
    public void RecorderWhoseLookFailed_IsNotTakenForStalled()
    {
        CallEvent[] starting = [.. s_live.SkipLast(1)];
        var log = Failed(Tried(new ActionLog(), new LookAtEgress(), 2), new LookAtEgress(), 1, 24);

        Assert.DoesNotContain(CallPlan.For(After(starting), log, s_timings, At(25)).Actions, a => a is StopEgress);
    }

    private static DateTimeOffset? LookAgain(double seconds, params CallEvent[] events) =>
        CallPlan.For(After(events), new ActionLog(), s_timings, At(seconds)).LookAgainAt;
}
