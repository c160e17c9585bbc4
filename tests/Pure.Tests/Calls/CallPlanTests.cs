using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Sessions;
using OrleansCalls.Grains.Summaries;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

public partial class CallPlanTests
{
    private static readonly CallTimings s_timings = new();

    private static readonly CallEvent[] s_live =
    [
        Requested, Created, new EgressStartBegun(1, Key, At(0.1)), new DispatchBegun(1, At(0.1)),
        new DispatchMade(1, "AD_1", At(0.2)), Joined("PA_2", ParticipantKind.Agent, 1), Egress(EgressStatus.Starting, 0.3), Joined(), Speaking(), Egress(EgressStatus.Active, 3),
    ];

    [Fact]
    public void NoCall_WantsNothing() => Assert.True(CallPlan.For(new CallState(), new ActionLog(), s_timings, Noon).IsComplete);

    [Fact]
    public void Requested_WantsTheRoomAndNothingElse() => Assert.Equal([new CreateRoom()], Actions(0, Requested));

    [Fact]
    public void Requested_RoomNotMadeInTime_IsAbandoned() => Assert.Equal([new AbandonStart()], Actions(14, Requested));

    [Fact]
    public void Requested_TriedJustNow_WaitsBeforeTheNextTry()
    {
        var log = Tried(new ActionLog(), new CreateRoom(), 1);
        var plan = CallPlan.For(After(Requested), log, s_timings, At(1.1));

        Assert.Empty(plan.Actions);
        Assert.Equal(At(1.5), plan.LookAgainAt);
    }

    [Fact]
    public void RoomCreated_WantsAgentRecorderAndRow() =>
        Assert.Equal([typeof(DispatchAgent), typeof(StartEgress), typeof(WriteSession)], Types(0.2, Requested, Created));

    [Fact]
    public void RoomCreated_NoBucket_WantsNoRecorder() =>
        Assert.DoesNotContain(typeof(StartEgress), Types(0.2, Requested with { RecordingKey = null }, Created));

    [Fact]
    public void RoomDeletedWithNobodyEverThere_IsLookedAtWithinSeconds()
    {
        var log = Tried(new ActionLog(), new DeleteRoom("end"), 31);
        var plan = CallPlan.For(Written(After(Requested with { RecordingKey = null }, Created, new DispatchBegun(1, At(0)), new DispatchMade(1, "AD", At(1)), EndAsked)), log, s_timings, At(31));

        Assert.True(plan.Actions.Contains(new LookAtRoom()) || plan.LookAgainAt <= At(33));
    }

    [Fact]
    public void HealthyCall_AsksLiveKitAtMostOnceAMinute()
    {
        var call = Written(After(s_live));
        var log = new ActionLog();
        var asked = 0;
        var now = At(4);
        while (now < At(560))
        {
            var plan = CallPlan.For(call, log, s_timings, now);
            foreach (var action in plan.Actions)
            {
                Assert.True(action is LookAtRoom or LookAtEgress, action.Id);
                asked++;
                log = log.Begin(action).End(action, answered: true, now);
            }

            now = CallPlan.For(call, log, s_timings, now).LookAgainAt!.Value;
        }

        Assert.InRange(asked, 7, 10);
    }

    [Fact]
    public void NobodyEverJoined_RoomStaysOpen_IsClosedOnceALookFoundNobody() // LiveKit's own time-out is 300 s
    {
        CallEvent[] empty = [Requested with { RecordingKey = null }, Created, new DispatchBegun(1, At(0)), new DispatchMade(1, "AD", At(1))];

        Assert.Contains(new DeleteRoom("end"), Looked(301, At(361), empty).Actions);
        Assert.DoesNotContain(new DeleteRoom("end"), Looked(299, At(361), empty).Actions);
        Assert.Contains(new LookAtRoom(), Actions(361, empty)); // after an outage, say: somebody may have come meanwhile
        Assert.DoesNotContain(new DeleteRoom("end"), Actions(361, empty));
    }

    [Fact]
    public void SomebodySpokeWhomNobodySaw_RoomIsNotClosedAsIfNobodyCame()
    {
        CallEvent[] heard = [Requested with { RecordingKey = null }, Created, new TranscriptChanged(At(20), UserSpoke: true, FromClient: false)];

        Assert.DoesNotContain(new DeleteRoom("end"), Looked(301, At(900), heard).Actions);
        Assert.Contains(new DeleteRoom("end"), Looked(301, At(961), heard).Actions); // came at 300 at the latest, and may talk for 600
    }

    [Fact]
    public void LateWords_RowKeepsItsSummaryUntilTheNewOne()
    {
        var call = After([.. Untroubled, new TranscriptChanged(At(400), true, false)]);
        var plan = CallPlan.For(call, new ActionLog(), s_timings, At(403));

        Assert.DoesNotContain(plan.Actions, a => a is WriteSession { Row.Summary: null });
    }

    [Fact]
    public void Ending_StartsNoRecorderAndCallsNoAgent()
    {
        CallEvent[] ending = [Requested, Created, Joined(), EndAsked];

        Assert.DoesNotContain(Actions(31, ending), a => a is StartEgress or DispatchAgent);
    }

    [Fact]
    public void EndAsked_RecorderRuns_StopsItBeforeTheRoom()
    {
        var actions = Actions(31, [.. s_live, EndAsked]);

        Assert.Contains(new StopEgress("EG_1"), actions);
        Assert.DoesNotContain(new DeleteRoom("end"), actions);
    }

    [Fact]
    public void EndAsked_RecorderEnded_ClosesTheRoom() =>
        Assert.Contains(new DeleteRoom("end"), Actions(32.5, [.. s_live, EndAsked, Egress(EgressStatus.Complete, 32)]));

    [Fact]
    public void EndAsked_RecorderHangs_ClosesTheRoomTenSecondsAfterItWasAskedToStop()
    {
        var stopped = Tried(new ActionLog(), new StopEgress("EG_1"), 30);
        var stoppedLate = Tried(new ActionLog(), new StopEgress("EG_1"), 45); // nobody planned at second 30

        Assert.Contains(new DeleteRoom("end"), CallPlan.For(After([.. s_live, EndAsked]), stopped, s_timings, At(40)).Actions);
        Assert.DoesNotContain(new DeleteRoom("end"), CallPlan.For(After([.. s_live, EndAsked]), stoppedLate, s_timings, At(54.9)).Actions);
        Assert.Contains(new DeleteRoom("end"), CallPlan.For(After([.. s_live, EndAsked]), stoppedLate, s_timings, At(55)).Actions);
        Assert.DoesNotContain(new DeleteRoom("end"), Actions(45, [.. s_live, EndAsked]));
    }

    [Fact]
    public void MaximumDuration_IsPlannedForToTheMoment_AlsoWithARecorder() =>
        Assert.Equal(At(632), CallPlan.For(After(s_live), Tried(Tried(new ActionLog(), new LookAtRoom(), 620), new LookAtEgress(), 620), s_timings, At(625)).LookAgainAt);

    [Fact]
    public void MaximumDuration_CountsFromTheFirstHuman_AndEndsTheCall()
    {
        Assert.DoesNotContain(new StopEgress("EG_1"), Actions(631, s_live)); // 2 + 600 + 30
        Assert.Contains(new StopEgress("EG_1"), Actions(632, s_live));
    }

    [Fact]
    public void RoomNotSeenOnce_IsLookedAtAgainSoon()
    {
        var plan = CallPlan.For(After([.. s_live, new RoomNotSeen(At(60))]), new ActionLog(), s_timings, At(60));

        Assert.True(plan.LookAgainAt <= At(66));
    }

    [Fact]
    public void RoomShouldBeClosed_IsLookedAt() => Assert.Contains(new LookAtRoom(), Actions(56, [.. s_live, Left()])); // 32 + 20 + 3

    [Fact]
    public void Ended_RecordingReported_IsLookedForInTheBucket() =>
        Assert.Contains(new FindRecording(Key, GiveUp: false), Actions(36, [.. s_live, Egress(EgressStatus.Complete, 32), Finished]));

    [Fact]
    public void Ended_ObjectNotThereAfterAMinute_IsGivenUp()
    {
        var log = Tried(Tried(new ActionLog(), new FindRecording(Key, false), 33), new FindRecording(Key, false), 35);
        var plan = CallPlan.For(After([.. s_live, Egress(EgressStatus.Complete, 32), Finished]), log, s_timings, At(93));

        Assert.Contains(new FindRecording(Key, GiveUp: true), plan.Actions);
    }

    [Fact]
    public void Ended_RecorderSilentForTenMinutes_LeavesTheWordToTheBucket()
    {
        CallEvent[] facts = [.. s_live, Left(), Finished];

        Assert.Contains(new LookAtEgress(), Actions(100, facts));
        Assert.Contains(new FindRecording(Key, GiveUp: true), Actions(636, facts));
    }

    [Fact]
    public void Ended_NoClient_IsSummarisedAfterTheQuietPeriod()
    {
        Assert.DoesNotContain(typeof(MakeSummary), Types(49, [.. s_live, Finished]));
        Assert.Contains(typeof(MakeSummary), Types(50, [.. s_live, Finished]));
    }

    [Fact]
    public void Ended_ClientHandedIn_IsSummarisedAtOnce() =>
        Assert.Contains(typeof(MakeSummary), Types(36, [.. s_live, new TranscriptChanged(At(31), true, FromClient: true), Finished]));

    [Fact]
    public void Summarised_WordsCameLater_IsSummarisedOnceMore() =>
        Assert.Contains(typeof(MakeSummary), Types(90, [.. s_live, Finished, Summary(50), new TranscriptChanged(At(60), true, false)]));

    [Fact]
    public void Live_SummaryWanted_IsMadeAtOnce()
    {
        var plan = CallPlan.For(After(s_live), new ActionLog { SummaryWantedAt = At(20) }, s_timings, At(20));

        Assert.Contains(plan.Actions, a => a is MakeSummary { AskModelAgain: false });
    }

    [Fact]
    public void Provisional_ModelIsAskedAgainForADay()
    {
        CallEvent[] facts = [.. s_live, Finished, Summary(50, SummarySource.Heuristic, provisional: true)];

        Assert.Contains(Actions(81, facts), a => a is MakeSummary { AskModelAgain: true });
        Assert.DoesNotContain(Actions(36 + (24 * 3600), facts), a => a is MakeSummary);
    }

    [Fact]
    public void Ended_VerdictAndSummaryMomentsAway_TheRowWaitsForThem()
    {
        Assert.DoesNotContain(typeof(WriteSession), Types(36, [.. s_live, Finished]));
        Assert.Contains(typeof(WriteSession), Types(37, [.. s_live, Finished]));
    }

    [Fact]
    public void RowWritten_NothingElseLeft_IsStoredAsTheLastChange()
    {
        var call = After(Untroubled);
        var written = new SessionWritten(20, SessionRow.From(call).Digest(), null);

        Assert.Equal(
            [new RecordSession(written)],
            CallPlan.For(call, new ActionLog { Written = written }, s_timings, At(60)).Actions);
        Assert.True(CallPlan.For(call.Apply(written), new ActionLog(), s_timings, At(60)).IsComplete);
    }

    [Fact]
    public void StrayRoom_IsDeleted() =>
        Assert.Contains(new DeleteRoom("stray"), Actions(60, [.. Untroubled, new RoomSeen("RM_stray", At(59))]));

    [Fact]
    public void StrayRoom_Deleted_IsNotDeletedForEver() // no webhook says that it has ended
    {
        CallEvent[] deleted = [.. Untroubled, new RoomSeen("RM_stray", At(59)), new RoomDeleted(At(60))];

        Assert.DoesNotContain(typeof(DeleteRoom), Types(600, deleted));
        Assert.Contains(typeof(DeleteRoom), Types(601, [.. deleted, new RoomSeen("RM_stray2", At(600))]));
    }

    [Fact]
    public void FailedStart_ItsRoomAppearsLater_IsDeleted()
    {
        CallEvent[] failed = [Requested, new StartFailed("away", At(14)), new RoomNotSeen(At(16)), new RoomNotSeen(At(76))];

        Assert.Contains(new DeleteRoom("failed-start"), Actions(301, [.. failed, new RoomSeen("RM_late", At(300))]));
        Assert.True(Plan(302, [.. failed, new RoomSeen("RM_late", At(300)), new RoomDeleted(At(301))]).IsComplete);
    }

    [Fact]
    public void FailedStart_IsDueUntilItsRoomIsGone()
    {
        CallEvent[] failed = [Requested, new StartFailed("away", At(14))];

        Assert.Equal([new DeleteRoom("failed-start")], Actions(14, failed));
        Assert.True(Plan(20, [.. failed, new RoomDeleted(At(15))]).IsComplete);
        Assert.False(Plan(20, [.. failed, new RoomDeleted(At(15)), new RoomCreated(Sid, At(16))]).IsComplete); // a late CreateRoom
        Assert.False(Plan(75, [.. failed, new RoomNotSeen(At(16)), new RoomNotSeen(At(70))]).IsComplete);
        Assert.True(Plan(80, [.. failed, new RoomNotSeen(At(16)), new RoomNotSeen(At(76))]).IsComplete);
    }

    [Fact]
    public void FailedStart_LeavesNoRowBehind() =>
        Assert.DoesNotContain(typeof(WriteSession), Types(20, Requested, new StartFailed("away", At(14)), Created));

    private static CallPlan Plan(double at, params CallEvent[] facts) => CallPlan.For(After(facts), new ActionLog(), s_timings, At(at));

    private static IReadOnlyList<CallAction> Actions(double at, params CallEvent[] facts) => Plan(at, facts).Actions;

    private static IEnumerable<Type> Types(double at, params CallEvent[] facts) => Actions(at, facts).Select(a => a.GetType());

    private static ActionLog Tried(ActionLog log, CallAction action, double at) => log.Begin(action).End(action, answered: true, At(at));

    private static CallState Written(CallState call) => call.Apply(new SessionWritten(1, SessionRow.From(call).Digest(), null));
}
