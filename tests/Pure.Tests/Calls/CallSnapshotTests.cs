using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Sessions;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

/// <summary>What callers and other programs see of a call.</summary>
public class CallSnapshotTests
{
    private const string SecondKey = "voice-recordings/ana_fred-call_1.2.ogg";

    [Fact]
    public void Snapshot_UntroubledCall_TellsAll()
    {
        var call = CallSnapshots.Of("ana_fred-call_1", After(Untroubled), 7);

        Assert.Equal(("ana_fred-call_1", "ana", "Ana", 7L), (call.Room, call.UserId, call.ParticipantName, call.Revision));
        Assert.Equal((CallStatus.Completed, Noon, Sid, (DateTimeOffset?)At(0.1), (DateTimeOffset?)At(35), (int?)30), (call.Status, call.RequestedAt, call.RoomSid, call.StartedAt, call.EndedAt, call.DurationSeconds));
        Assert.Equal(["PA_2", "PA_1"], call.Participants.Select(p => p.Identity)); // the agent came first
        Assert.Equal([ParticipantKind.Agent, ParticipantKind.Human], call.Participants.Select(p => p.Kind));
        Assert.Equal(((DateTimeOffset?)At(50), 4, "They spoke."), (call.TranscriptAsOf, call.TranscriptLines, call.Summary?.Text));
        Assert.True(call.EndRequested);
        Assert.Null(call.StartFailure);
    }

    [Fact]
    public void Snapshot_LiveCall_HasNoDurationYet()
    {
        var call = CallSnapshots.Of("r", After(Requested, Created, Joined(), Left(), Joined("PA_9") with { Kind = null }), 1);

        Assert.Null(call.DurationSeconds);
        Assert.Equal(0, call.TranscriptLines);
        Assert.False(call.EndRequested);
    }

    [Fact]
    public void Snapshot_TrackSeenBeforeItsOwner_IsAHuman() =>
        Assert.Equal(ParticipantKind.Human, Assert.Single(CallSnapshots.Of("r", After(Requested, Created, Speaking()), 1).Participants).Kind);

    [Fact]
    public void Snapshot_FailedStart_SaysWhy() =>
        Assert.Equal("away", CallSnapshots.Of("r", After(Requested, new StartFailed("away", At(14)), new StartFailed("later", At(15))), 1).StartFailure);

    [Fact]
    public void StartFailure_ToldTwice_TheEarlierStands() =>
        Assert.Equal("first", After(Requested, new StartFailed("later", At(15)), new StartFailed("first", At(14))).StartFailure!.Reason);

    [Fact]
    public void Row_WrittenOutOfOrder_TheLaterRevisionIsKnown()
    {
        Assert.Equal("b", After(Requested, new SessionWritten(2, "b", null), new SessionWritten(1, "a", null)).Session!.Digest);
        Assert.Equal("b", After(Requested, new SessionWritten(1, "a", null), new SessionWritten(2, "b", null)).Session!.Digest);
    }

    [Fact]
    public void Row_OfALiveCall_HasNeitherEndNorSummary()
    {
        var row = SessionRow.From(After(Requested, Created, Joined(), Left(), Summary(20), new RecordingFound(Key, 9, "audio/ogg", At(30))));

        Assert.Equal(("in_progress", "on-demand", "ana", Noon, (DateTimeOffset?)At(0.1)), (row.Status, row.CallType, row.UserId, row.CreatedAt, row.StartedAt));
        Assert.Equal((null, null, false, null, null), (row.EndedAt, row.DurationSeconds, row.HasRecording, row.Summary, row.TranscriptHash));
    }

    [Fact]
    public void Row_OfACompletedCall_HasAll()
    {
        var row = SessionRow.From(After(Untroubled));

        Assert.Equal(("completed", (DateTimeOffset?)At(35), (int?)30, true, "They spoke.", "hash"), (row.Status, row.EndedAt, row.DurationSeconds, row.HasRecording, row.Summary?.Text, row.TranscriptHash));
    }

    [Fact]
    public void Row_OfACancelledCall_HasNoSummary()
    {
        var row = SessionRow.From(After(Requested, Created, Finished, Summary(50) with { UserSpoke = false }));

        Assert.Equal(("cancelled", null, null, false), (row.Status, row.Summary, row.TranscriptHash, row.HasRecording));
    }

    [Fact]
    public void Recording_NoBucket_IsSkipped()
    {
        var recording = After(Requested with { RecordingKey = null }, Created).Snapshot();

        Assert.Equal((RecordingState.Skipped, "Recording is not configured"), (recording.State, recording.Reason));
    }

    [Fact]
    public void Recording_NoRecorderAskedForYet_IsStartingUntilTheCallHasEnded()
    {
        Assert.Equal(RecordingState.Starting, After(Requested, Created).Snapshot().State);
        Assert.Equal(RecordingState.Failed, After(Requested, Created, Finished).Snapshot().State);
    }

    [Theory]
    [InlineData(EgressStatus.Unknown, RecordingState.Starting)]
    [InlineData(EgressStatus.Starting, RecordingState.Starting)]
    [InlineData(EgressStatus.Active, RecordingState.Active)]
    [InlineData(EgressStatus.Ending, RecordingState.Active)]
    [InlineData(EgressStatus.Complete, RecordingState.Active)] // until its object is found
    [InlineData(EgressStatus.LimitReached, RecordingState.Active)]
    [InlineData(EgressStatus.Aborted, RecordingState.Aborted)]
    [InlineData(EgressStatus.Failed, RecordingState.Failed)]
    public void Recording_OneRecorder_IsAsLiveKitSays(EgressStatus status, RecordingState state)
    {
        var recording = After(Requested, Created, new EgressStartBegun(1, Key, At(0.1)), Egress(status, 20)).Snapshot();

        Assert.Equal((state, "EG_1"), (recording.State, recording.EgressId));
        Assert.Equal((null, null), (recording.SizeBytes, recording.DurationSeconds));
    }

    [Fact]
    public void Recording_Refused_SaysWhy()
    {
        var recording = After(Requested, Created, new EgressStartBegun(1, Key, At(0.1)), new EgressStartFailed(1, "no servers", At(1))).Snapshot();

        Assert.Equal((RecordingState.Failed, "no servers"), (recording.State, recording.Reason));
    }

    [Theory]
    [InlineData(EgressStatus.Aborted, RecordingState.Aborted)]
    [InlineData(EgressStatus.Complete, RecordingState.Failed)]
    public void Recording_ObjectGivenUp_SaysWhy(EgressStatus status, RecordingState state)
    {
        var recording = After(
            Requested, Created, Finished, new EgressStartBegun(1, Key, At(0.1)), new EgressStartFailed(1, "no answer", At(1)), Egress(status, 20), new RecordingMissing(Key, "not there", At(90))).Snapshot();

        Assert.Equal((state, "not there"), (recording.State, recording.Reason));
    }

    [Fact]
    public void Recording_LiveKitsOwnWords_ComeFirst() =>
        Assert.Equal("boom", After(
            Requested, Created, new EgressStartBegun(1, Key, At(0.1)), Egress(EgressStatus.Failed, 20, error: "boom"), new RecordingMissing(Key, "not there", At(90))).Snapshot().Reason);

    [Fact]
    public void Recording_Found_IsReadyWithoutAReason()
    {
        var recording = After([.. Untroubled, Egress(EgressStatus.Failed, 33, error: "boom")]).Snapshot();

        Assert.Equal((RecordingState.Ready, null, 65_000L, 29d), (recording.State, recording.Reason, recording.SizeBytes, recording.DurationSeconds));
        Assert.Null(Assert.Single(recording.Segments).Reason);
        Assert.Equal((At(3), At(33)), (recording.Segments[0].StartedAt, recording.Segments[0].EndedAt));
    }

    [Fact]
    public void Recording_TwoSegments_AddUp()
    {
        CallEvent[] two =
        [
            Requested, Created, Joined(at: 0), Left(at: 100), Finished with { At = At(100) },
            new EgressStartBegun(1, Key, At(0.1)), Part("EG_1", Key, 10, 30), new RecordingFound(Key, 100, "audio/ogg", At(99)),
            new EgressStartBegun(2, SecondKey, At(50)), Part("EG_2", SecondKey, 60, 120), new RecordingFound(SecondKey, 50, "audio/ogg", At(99)),
        ];
        var recording = After(two).Snapshot();

        Assert.Equal((RecordingState.Ready, 150L, 80d, "EG_2"), (recording.State, recording.SizeBytes, recording.DurationSeconds, recording.EgressId));
        Assert.Equal(0.6, recording.Coverage); // 10 to 30, and 60 to the last leave
    }

    [Fact]
    public void Recording_SecondRunsWhileFirstIsReady_IsActive()
    {
        CallEvent[] two = [Requested, Created, new EgressStartBegun(1, Key, At(0.1)), Part("EG_1", Key, 10, 30), new RecordingFound(Key, 100, "audio/ogg", At(31)), new EgressStartBegun(2, SecondKey, At(50))];

        Assert.Equal(RecordingState.Starting, After(two).Snapshot().State);
        Assert.Equal(RecordingState.Active, After([.. two, Egress(EgressStatus.Active, 52, "EG_2", SecondKey)]).Snapshot().State);
        Assert.Equal(RecordingState.Failed, After([.. two, Egress(EgressStatus.Failed, 52, "EG_2", SecondKey)]).Snapshot().State);
        Assert.Equal(RecordingState.Ready, After([.. two, Egress(EgressStatus.Failed, 52, "EG_2", SecondKey), Finished with { At = At(90) }]).Snapshot().State);
    }

    [Theory]
    [InlineData(EgressStatus.Active, RecordingState.Active)]
    [InlineData(EgressStatus.Starting, RecordingState.Starting)]
    public void Recording_FirstStillAtWorkAndSecondFailed_IsAsTheFirst(EgressStatus first, RecordingState state) =>
        Assert.Equal(state, After(
            Requested, Created, new EgressStartBegun(1, Key, At(0.1)), Egress(first, 5),
            new EgressStartBegun(2, SecondKey, At(9)), new EgressStartFailed(2, "An earlier recorder runs", At(10))).Snapshot().State);

    [Fact]
    public void Recording_EndNotTold_IsItsStartAndDuration()
    {
        var report = Part("EG_1", Key, 10, 30).Report;

        Assert.Equal(At(30), After(
            Requested, Created, new EgressStartBegun(1, Key, At(0.1)), new EgressReported(report with { EndedAt = null })).Snapshot().Segments[0].EndedAt);
        Assert.Equal(At(31), After(
            Requested, Created, new EgressStartBegun(1, Key, At(0.1)), new EgressReported(report with { EndedAt = At(31) })).Snapshot().Segments[0].EndedAt);
    }

    [Theory]
    [InlineData(16, 20, 0.4)]
    [InlineData(5, 13, 0.3)]
    [InlineData(25, 30, 0)] // after everybody had left
    public void Coverage_IsWhatWasRecordedOfTheTalk(double from, double to, double coverage) =>
        Assert.Equal(coverage, After(
            Requested, Created, Joined(at: 10), Left(at: 20), Finished, new EgressStartBegun(1, Key, At(0.1)), Part("EG_1", Key, from, to), new RecordingFound(Key, 1, "audio/ogg", At(40))).Snapshot().Coverage);

    [Fact]
    public void Coverage_RecordersTimesUnknown_IsTheWholeTalk() =>
        Assert.Equal(1, After(
            Requested, Created, Joined(), Left(), Finished, new EgressStartBegun(1, Key, At(0.1)), new RecordingFound(Key, 1, "audio/ogg", At(40))).Snapshot().Coverage);

    [Fact]
    public void Coverage_NobodyTalked_IsNotKnown()
    {
        Assert.Null(After(Requested, Created, Finished).Snapshot().Coverage);
        Assert.Null(After(Requested, Created, Joined()).Snapshot().Coverage);
        Assert.Null(After(Requested, Created, Joined(at: 32), Left()).Snapshot().Coverage);
        Assert.Equal(0, After(Requested, Created, Joined(), Left()).Snapshot().Coverage);
    }

    private static EgressReported Part(string id, string key, double from, double to) => new(new EgressReport
    {
        EgressId = id,
        RoomSid = Sid,
        Key = key,
        Status = EgressStatus.Complete,
        StartedAt = At(from),
        EndedAt = At(to),
        Duration = TimeSpan.FromSeconds(to - from),
    });
}
