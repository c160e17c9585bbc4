using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Erasure;

/// <summary>The call of the story ends at 35 s; it is erased at 100 s, unless a test says otherwise.</summary>
public class ErasurePlanTests
{
    private const double Hour = 3600;
    private static readonly CallTimings s_timings = new();

    private static readonly CallEvent[] s_removed = [.. Untroubled, Asked(100), new RecordsErased(At(101), new ErasedRecords { Rows = 1 })];

    [Fact]
    public void Ended_WantsItsRecordsRemovedAndNothingElse() =>
        Assert.Equal([new EraseRecords("ana")], Actions(100, [.. Untroubled, Asked(100)]));

    [Fact]
    public void Live_IsEndedFirst()
    {
        CallEvent[] live = [.. Untroubled.TakeWhile(e => e is not EndRequested), Asked(30), EndAsked];

        Assert.Equal([new StopEgress("EG_1")], Actions(30, live).Where(a => a is not LookAtRoom and not LookAtEgress));
        var asked = Tried(Tried(new ActionLog(), new StopEgress("EG_1"), 31), new StopEgress("EG_1"), 41);
        Assert.Contains(new DeleteRoom("end"), CallPlan.For(After(live), asked, s_timings, At(52)).Actions);
        Assert.Contains(new EraseRecords("ana"), Actions(60, live)); // LiveKit may be away for long
    }

    [Fact]
    public void Live_ProducesNothingAnyMore()
    {
        CallEvent[] live = [Requested, Created, Asked(1), EndAsked];

        Assert.All(Actions(31, live), a => Assert.True(a is LookAtRoom or DeleteRoom or EraseRecords, a.Id));
    }

    [Fact]
    public void Removed_ClosesTheRoomAndEmptiesTheBucketAtOnce() =>
        Assert.Equal([new CloseRooms(), new EraseRecordings()], Actions(101, s_removed));

    [Fact]
    public void Found_LooksAgainAtOnce() => // that it is gone is seen, not concluded
        Assert.Equal([new EraseRecordings()], Actions(103, [.. s_removed, Closed(102), Found(102)]));

    [Fact]
    public void Empty_LooksAgainAfterAnHour()
    {
        CallEvent[] empty = [.. s_removed, Closed(102), Found(102), Empty(103)];

        Assert.Empty(Actions(103 + Hour - 1, empty));
        Assert.Equal(At(103 + Hour), Plan(200, empty).LookAgainAt);
        Assert.Equal([new EraseRecordings()], Actions(103 + Hour, empty));
    }

    [Fact]
    public void EmptyTwiceAnHourApart_ClosesTheRoomForTheLastTimeAndForgets()
    {
        CallEvent[] empty = [.. s_removed, Closed(102), Empty(103), Empty(103 + Hour)];

        Assert.Equal([new CloseRooms()], Actions(104 + Hour, empty));
        Assert.Equal([new ForgetCall()], Actions(105 + Hour, [.. empty, Closed(104 + Hour)]));
        Assert.True(Plan(106 + Hour, [.. empty, Closed(104 + Hour), new CallForgotten(At(106 + Hour))]).IsComplete);
    }

    [Fact]
    public void FoundBetween_TheHourBeginsAnew()
    {
        CallEvent[] empty = [.. s_removed, Closed(102), Empty(103), Found(103 + Hour)];

        Assert.Equal([new EraseRecordings()], Actions(104 + Hour, empty));
        Assert.Empty(Actions(104 + Hour + Hour, [.. empty, Empty(105 + Hour)]));
        Assert.Equal([new EraseRecordings()], Actions(105 + Hour + Hour, [.. empty, Empty(105 + Hour)]));
    }

    [Fact]
    public void RecorderStillAtWork_IsStoppedAndNoLookCountsBefore()
    {
        CallEvent[] running = [.. Running, Asked(36), new RecordsErased(At(37), new()), Closed(38), Empty(39, null)];

        Assert.Equal([new StopEgress("EG_1"), new LookForRecorders()], Actions(41, running));
        Assert.False(After(running).Report(1).IsErased);
        CallEvent[] ended = [.. running, Egress(EgressStatus.Complete, 60)];
        Assert.Equal([new EraseRecordings()], Actions(61, ended));
        Assert.True(After([.. ended, Empty(61)]).Report(1).IsErased);
    }

    [Fact]
    public void RecorderThatNeverEnds_IsLostAfterTenMinutes()
    {
        CallEvent[] running = [.. Running, Asked(36), new RecordsErased(At(37), new()), Closed(38), Empty(39, null)];
        var log = Enumerable.Range(0, 3).Aggregate(new ActionLog(), (l, n) => Tried(l, new StopEgress("EG_1"), 40 + (10 * n)));

        Assert.DoesNotContain(new StopEgress("EG_1"), CallPlan.For(After(running), log, s_timings, At(300)).Actions);
        Assert.Equal([new EraseRecordings()], Actions(37 + 600, running));
        Assert.False(After(running).Report(1).IsErased);
        Assert.True(After([.. running, Empty(37 + 600, 1)]).Report(1).IsErased);
        CallEvent[] revived = [.. running, Empty(37 + 600, 1), Egress(EgressStatus.Complete, 700)];
        Assert.False(After(revived).Report(1).IsErased); // it may have uploaded since
        Assert.Equal([new EraseRecordings()], Actions(701, revived));
    }

    [Fact]
    public void RoomNotKnownToHaveEnded_NoLookCountsUntilItIsClosed()
    {
        CallEvent[] open =
            [.. Untroubled.TakeWhile(e => e is not EndRequested), Asked(30), EndAsked, new RecordsErased(At(61), new()), Empty(62, null)];
        CallEvent[] closed = [.. open, Egress(EgressStatus.Complete, 79), Closed(80)];

        Assert.Equal([new CloseRooms(), new StopEgress("EG_1"), new LookForRecorders()], Actions(70, open));
        Assert.False(After([.. open, Egress(EgressStatus.Complete, 79), Empty(79, null)]).Report(1).IsErased);
        Assert.Equal([new EraseRecordings()], Actions(81, closed));
        Assert.True(After([.. closed, Empty(81)]).Report(1).IsErased);
    }

    [Fact]
    public void Recorder_EndsWithoutAGoodTime_IsNotWaitedFor() // LiveKit may leave it out, or have it in the future
    {
        var odd = Egress(EgressStatus.Complete, 1e8).Report;
        CallEvent[] ended = [.. Running, new EgressReported(odd), Asked(36), new RecordsErased(At(37), new()), Closed(38)];
        var stuck = Egress(EgressStatus.Ending, 1e8);

        Assert.Equal([new EraseRecordings()], Actions(39, ended));
        Assert.True(After([.. ended, Empty(40)]).Report(1).IsErased);
        Assert.Equal(At(637), After([.. Running, stuck, Asked(36), new RecordsErased(At(37), new())]).RecordersEndBy(s_timings, At(40)));
    }

    [Fact]
    public void Start_ThatWasRefused_HasNoRecorder_OneThatWasNotAnsweredMayHave()
    {
        CallEvent[] started = [Requested, Created, new EgressStartBegun(1, Key, At(1)), Finished, Asked(36), new RecordsErased(At(37), new()), Closed(38)];

        Assert.Contains(new LookForRecorders(), Actions(42, started));
        Assert.Equal(At(637), After(started).RecordersEndBy(s_timings, At(42)));
        Assert.Equal(At(37), After([.. started, new EgressStartFailed(1, "no", At(2)) { Refused = true }]).RecordersEndBy(s_timings, At(42)));
    }

    [Fact]
    public void RoomMadeAnew_IsClosed()
    {
        CallEvent[] empty = [.. s_removed, Closed(102), Empty(103)];

        Assert.Equal([new CloseRooms()], Actions(200, [.. empty, new RoomSeen("RM_stray", At(199))]));
        Assert.Empty(Actions(202, [.. empty, new RoomSeen("RM_stray", At(199)), Closed(201)]));
    }

    [Fact]
    public void NotRecorded_BucketIsNeverAsked()
    {
        CallEvent[] silent =
            [Requested with { RecordingKey = null }, Created, Finished, Asked(100, key: null), new RecordsErased(At(101), new()), Closed(102)];

        Assert.Empty(Actions(200, silent));
        Assert.True(After(silent).Report(1).IsErased);
        Assert.Equal([new CloseRooms()], Actions(101 + Hour, silent));
        Assert.Equal([new ForgetCall()], Actions(103 + Hour, [.. silent, Closed(102 + Hour)]));
    }

    [Fact]
    public void BucketAway_WaitsLongerAndLongerUpToAnHour()
    {
        var log = new ActionLog();
        for (var n = 0; n < 20; n++)
            log = Tried(log, new EraseRecordings(), 200, answered: false);

        Assert.Equal(At(200 + Hour), CallPlan.For(After([.. s_removed, Closed(102)]), log, s_timings, At(201)).LookAgainAt);
    }

    [Fact]
    public void OlderRow_IsRemovedLikewise()
    {
        CallEvent[] older = [Asked(100)];

        Assert.Equal([new EraseRecords("ana")], Actions(100, older));
        Assert.Equal([new CloseRooms(), new EraseRecordings()], Actions(101, [.. older, new RecordsErased(At(101), new())]));
    }

    [Fact]
    public void Due_WhileItIsWatched_IsItsNextLook()
    {
        var call = After([.. s_removed, Closed(102), Empty(103)]);
        var due = DueTime.For(call, CallPlan.For(call, new ActionLog(), s_timings, At(104)), s_timings, At(104));

        Assert.Equal(At(103 + Hour) + s_timings.SweepLate, due);
    }

    private static IEnumerable<CallEvent> Running => Untroubled.Where(e => e is not EgressReported { Report.Status: > EgressStatus.Active });

    private static ErasureRequested Asked(double at, string? key = Key) => new(ErasureCause.User, At(at), "hash", key, "ana");

    private static RoomsClosed Closed(double at) => new(At(at));

    private static RecordingsErased Found(double at) => new([Key], At(at), Recorders: 2);

    private static RecordingsErased Empty(double at, int? recorders = 2) => new([], At(at), recorders); // one that has ended

    private static ActionLog Tried(ActionLog log, CallAction action, double at, bool answered = true) => log.Begin(action).End(action, answered, At(at));

    private static CallPlan Plan(double now, params IEnumerable<CallEvent> events) => CallPlan.For(After(events), new ActionLog(), s_timings, At(now));

    private static IReadOnlyList<CallAction> Actions(double now, params IEnumerable<CallEvent> events) => Plan(now, events).Actions;
}
