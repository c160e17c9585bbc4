using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

/// <summary>When the room is made, looked at and closed.</summary>
public partial class CallPlanTests
{
    private static readonly CallEvent[] s_empty =
    [
        Requested with { RecordingKey = null }, Created, new DispatchBegun(1, At(0.1)), new DispatchMade(1, "AD_1", At(0.2)),
    ];

    [Fact]
    public void Requested_NearItsDeadline_IsOnlyWaitedFor()
    {
        Assert.Equal([new CreateRoom()], Actions(11.9, Requested));
        Assert.Empty(Actions(12, Requested)); // an answer would come too late
        Assert.Equal(At(14), Plan(12, Requested).LookAgainAt);
        Assert.Empty(Actions(13.9, Requested));
    }

    [Fact]
    public void RoomThatNobodyJoined_IsLookedAtWhenLiveKitShouldHaveClosedIt()
    {
        Assert.Contains(new LookAtRoom(), Looked(290, At(303.2), s_empty).Actions); // 0.1 + 300 + 3
        Assert.DoesNotContain(new LookAtRoom(), Looked(290, At(303), s_empty).Actions);
        Assert.Equal(At(0.1).AddSeconds(303), Looked(290, At(301), s_empty).LookAgainAt);
    }

    [Fact]
    public void RoomThatEverybodyLeft_IsLookedAtWhenLiveKitShouldHaveClosedIt()
    {
        CallEvent[] left = [.. s_empty, Joined(), Left()];

        Assert.Contains(new LookAtRoom(), Looked(50, At(55.5), left).Actions); // 32 + 20 + 3, and not twice within 5.5 s
        Assert.Contains(new LookAtRoom(), Looked(49, At(55), left).Actions);
        Assert.DoesNotContain(new LookAtRoom(), Looked(49, At(54.9), left).Actions);
        Assert.Equal(At(55), Looked(49, At(50), left).LookAgainAt);
    }

    [Fact]
    public void HealthyRoom_IsLookedAtEveryEightySeconds()
    {
        Assert.Contains(new LookAtRoom(), Actions(80.2, [.. s_empty, Joined()]));
        Assert.DoesNotContain(new LookAtRoom(), Actions(80, [.. s_empty, Joined()]));
        Assert.Contains(new LookAtRoom(), Looked(100, At(180), [.. s_empty, Joined()]).Actions);
    }

    [Fact]
    public void RoomInDoubt_IsLookedAtWhenTwoLooksProveItsEnd()
    {
        CallEvent[] doubt = [.. s_empty, Joined(), new RoomNotSeen(At(60))];

        Assert.Contains(new LookAtRoom(), Actions(65.5, doubt));
        Assert.DoesNotContain(new LookAtRoom(), Actions(65.4, doubt));
        Assert.Contains(new LookAtRoom(), Actions(71.5, [.. doubt, new RoomNotSeen(At(62)), new RoomNotSeen(At(66)), new RoomSeen(Sid, At(63))]));
        Assert.DoesNotContain(new LookAtRoom(), Actions(71.4, [.. doubt, new RoomNotSeen(At(62)), new RoomNotSeen(At(66)), new RoomSeen(Sid, At(63))]));
    }

    [Fact]
    public void RoomClosed_AnsweredOrNot_OnlyTheAnswerHasItLookedAt()
    {
        CallEvent[] asked = [.. s_empty, Joined(), EndAsked];

        Assert.Contains(new LookAtRoom(), CallPlan.For(After(asked), Tried(new ActionLog(), new DeleteRoom("end"), 31), s_timings, At(31)).Actions);
        Assert.DoesNotContain(new LookAtRoom(), CallPlan.For(After(asked), Failed(new ActionLog(), new DeleteRoom("end"), 2, 31), s_timings, At(31)).Actions);
    }

    [Fact]
    public void EndAsked_NoRecorder_ClosesTheRoomAtOnceAndAgainEveryTenSeconds()
    {
        CallEvent[] asked = [.. s_empty, Joined(), EndAsked];
        var log = Tried(Tried(Tried(new ActionLog(), new DeleteRoom("end"), 31), new DeleteRoom("end"), 41), new DeleteRoom("end"), 51);

        Assert.Contains(new DeleteRoom("end"), Actions(30, asked));
        Assert.Contains(new DeleteRoom("end"), CallPlan.For(After(asked), log, s_timings, At(61)).Actions);
        Assert.DoesNotContain(new DeleteRoom("end"), CallPlan.For(After(asked), log, s_timings, At(60.9)).Actions);
    }

    [Fact]
    public void EndAsked_RecorderStillStarting_GetsTenSecondsToo()
    {
        CallEvent[] asked = [.. s_live.SkipLast(1), EndAsked];

        var stopped = Tried(new ActionLog(), new StopEgress("EG_1"), 30);
        Assert.DoesNotContain(new DeleteRoom("end"), CallPlan.For(After(asked), stopped, s_timings, At(39.9)).Actions);
        Assert.Contains(new DeleteRoom("end"), CallPlan.For(After(asked), stopped, s_timings, At(40)).Actions);
    }

    [Fact]
    public void TimeWillBeOver_ThePlanKnowsWhen() => Assert.Equal(At(632), Looked(620, At(625), [.. s_empty, Joined()]).LookAgainAt);

    [Fact]
    public void FailedStart_RoomNeverSeen_IsDeletedAgainEverySecondAtFirst()
    {
        var plan = CallPlan.For(After(Requested, new StartFailed("away", At(14))), Failed(new ActionLog(), new DeleteRoom("failed-start"), 1, 15), s_timings, At(15));

        Assert.Empty(plan.Actions);
        Assert.Equal(At(16), plan.LookAgainAt);
    }

    [Fact]
    public void FailedStart_RoomNotThere_IsLookedForHalfAMinuteLater()
    {
        CallEvent[] absent = [Requested, new StartFailed("away", At(14)), new RoomNotSeen(At(16))];
        var log = Tried(new ActionLog(), new DeleteRoom("failed-start"), 16);

        Assert.Equal(At(46), CallPlan.For(After(absent), log, s_timings, At(20)).LookAgainAt);
        Assert.Equal([new DeleteRoom("failed-start")], CallPlan.For(After(absent), log, s_timings, At(46)).Actions);
    }

    [Fact]
    public void FailedStart_RoomMayStillBeMade_StaysDue()
    {
        CallEvent[] deleted = [Requested, new StartFailed("away", At(14)), new RoomDeleted(At(15))];
        var plan = CallPlan.For(After(deleted), new ActionLog().Begin(new CreateRoom()), s_timings, At(20));

        Assert.Empty(plan.Actions);
        Assert.Equal(At(32), plan.LookAgainAt);
    }

    [Fact]
    public void StrayRoom_WhileTheCallLives_IsLeftToItsLook() =>
        Assert.DoesNotContain(typeof(DeleteRoom), Types(60, [.. s_live, new RoomSeen("RM_stray", At(59))]));

    [Fact]
    public void RoomThatShouldBeGone_IsLookedAtLessAndLessOften() // LiveKit may list one that it cannot delete
    {
        var call = Written(After([.. s_live, Left()]));
        var (log, now, looks) = (new ActionLog(), At(55), 0);
        while (now < At(630))
        {
            if (CallPlan.For(call, log, s_timings, now).Actions.Contains(new LookAtRoom()))
            {
                looks++;
                log = Tried(log, new LookAtRoom(), (now - Noon).TotalSeconds);
            }

            now = now.AddSeconds(0.5);
        }

        Assert.InRange(looks, 20, 45); // and not 105
    }

    private static CallPlan Looked(double at, DateTimeOffset now, params CallEvent[] facts) =>
        CallPlan.For(After(facts), Tried(new ActionLog(), new LookAtRoom(), at), s_timings, now);

    [Fact]
    public void RoomClosedAndNotFoundOnce_IsLookedAtWhenItProvesSomething()
    {
        CallEvent[] doubt = [.. s_empty, Joined(), EndAsked, new RoomNotSeen(At(33))];
        var log = Tried(new ActionLog(), new DeleteRoom("end"), 31);

        Assert.DoesNotContain(new LookAtRoom(), CallPlan.For(After(doubt), log, s_timings, At(38.4)).Actions);
        Assert.Contains(new LookAtRoom(), CallPlan.For(After(doubt), log, s_timings, At(38.5)).Actions);
    }

    [Fact]
    public void ScaledTimes_ShortenLiveKitsTimeOutsToo()
    {
        var plan = CallPlan.For(After(s_empty), Tried(new ActionLog(), new LookAtRoom(), 27), s_timings.At(0.1), At(28));

        Assert.Equal(At(0.1).AddSeconds(33), plan.LookAgainAt); // 300 s became 30
        Assert.Equal(TimeSpan.FromSeconds(3), s_timings.At(0.1).At(10).EgressEndLook.First);
        Assert.Equal(TimeSpan.FromSeconds(60), s_timings.At(2).Steady.Longest);
        Assert.Equal(4, s_timings.At(2).At(2).Scale);
    }
}
