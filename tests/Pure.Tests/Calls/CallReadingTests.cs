using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Sessions;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

public class CallReadingTests
{
    private static readonly CallTimings s_timings = new();

    [Theory]
    [InlineData(CallType.OnDemand, 0.1 + 300 + 60)]
    [InlineData(CallType.Scheduled, 0.1 + 600 + 60)]
    public void EndDue_NobodyCame_IsAfterLiveKitsOwnTimeOut(CallType type, double at) =>
        Assert.Equal(At(at), After(Requested with { Start = Requested.Start with { CallType = type } }, Created).EndDueAt(s_timings));

    [Theory]
    [InlineData(CallType.OnDemand, 2 + 600 + 30)]
    [InlineData(CallType.Scheduled, 2 + 1800 + 30)]
    public void EndDue_SomebodyCame_IsAfterTheMaximumDuration(CallType type, double at) =>
        Assert.Equal(At(at), After(Requested with { Start = Requested.Start with { CallType = type } }, Created, Joined()).EndDueAt(s_timings));

    [Fact]
    public void Joined_IsWhenTheyJoined_NotTheWholeSecondOfTheirFirstSound() =>
        Assert.Equal(At(2.9), After(Requested, Created, Joined(at: 2.9), Speaking(at: 2)).FirstHumanJoinedAt());

    [Fact]
    public void Joined_ToldByASoundAlone_IsTheSound() => Assert.Equal(At(3), After(Requested, Created, Joined() with { JoinedAt = null }, Speaking()).FirstHumanJoinedAt());

    [Fact]
    public void EndDue_ScaledTimes_AreTheTypesAndTheGracesAlike()
    {
        Assert.Equal(At(0.1 + 36), After(Requested, Created).EndDueAt(s_timings.At(0.1)));
        Assert.Equal(At(2 + 63), After(Requested, Created, Joined()).EndDueAt(s_timings.At(0.1)));
    }

    [Theory]
    [InlineData(30, 30)] // asked for before its time is over
    [InlineData(632, 632)]
    [InlineData(700, 632)] // asked for when its time was over already
    public void EndDue_AskedForAndTimeOver_IsTheEarlier(double asked, double due) =>
        Assert.Equal(At(due), After(Requested, Created, Joined(), new EndRequested("ana", At(asked))).EndDueAt(s_timings));

    [Fact]
    public void EndAskedTwice_TheEarlierStands() =>
        Assert.Equal(At(30), After(Requested, Created, Joined(), new EndRequested("ana", At(40)), EndAsked).EndDueAt(s_timings));

    [Fact]
    public void Humans_AreThoseOfTheOwnRoom_InTheOrderInWhichTheyCame()
    {
        var call = After(
            Requested, Created, Joined("PA_a", at: 9), Joined("PA_b", at: 4), Joined("PA_c", ParticipantKind.Agent, 1),
            Joined("PA_d", at: 1) with { RoomSid = "RM_stray" });

        Assert.Equal([At(4), At(9)], call.Humans().Select(h => h.JoinedAt));
        Assert.Equal(At(4), call.FirstHumanJoinedAt());
    }

    [Fact]
    public void FirstSeen_IsTheEarliestSignOfThem()
    {
        Assert.Equal(At(3), After(Requested, Created, Speaking()).InOwnRoom().Single().Value.FirstSeenAt);
        Assert.Equal(At(32), After(Requested, Created, Left()).InOwnRoom().Single().Value.FirstSeenAt);
        Assert.Equal(At(2), After(Requested, Created, Left(), Speaking(), Joined()).InOwnRoom().Single().Value.FirstSeenAt);
    }

    [Fact]
    public void Participant_ToldOfTwice_TheFirstSoundAndTheLastLeaveStand()
    {
        var human = After(
            Requested, Created, Joined(at: 5), Joined(), Speaking(at: 9), Speaking(), Left(at: 20), Left(), Left(at: 25)).InOwnRoom().Single().Value;

        Assert.Equal((At(2), At(3), At(32)), (human.JoinedAt, human.AudioAt, human.LeftAt));
    }

    [Theory]
    [InlineData(null, ParticipantKind.Human)] // a track's news does not say
    [InlineData(ParticipantKind.Human, ParticipantKind.Human)]
    [InlineData(ParticipantKind.Agent, ParticipantKind.Agent)]
    public void Participant_KindToldLater_IsKept(ParticipantKind? second, ParticipantKind kind)
    {
        var call = After(Requested, Created, Joined(), Joined() with { Kind = second });

        Assert.Equal(kind, call.InOwnRoom().Single().Value.Kind);
        Assert.Equal(kind, After(Requested, Created, Joined() with { Kind = second }, Joined()).InOwnRoom().Single().Value.Kind);
    }

    [Fact]
    public void HumanPresent_UntilTheyLeaveOrTheRoomEnds()
    {
        Assert.False(After(Requested, Created).HumanPresent());
        Assert.True(After(Requested, Created, Joined()).HumanPresent());
        Assert.False(After(Requested, Created, Joined(), Left()).HumanPresent());
        Assert.True(After(Requested, Created, Joined(), Left(), Joined("PA_2")).HumanPresent());
        Assert.False(After(Requested, Created, Joined(), Finished).HumanPresent());
    }

    [Fact]
    public void FirstAudio_IsTheFirstOfAnyHuman() =>
        Assert.Equal(At(3), After(Requested, Created, Speaking("PA_1", 7) with { Kind = ParticipantKind.Human }, Speaking("PA_2", 3) with { Kind = ParticipantKind.Human }).FirstHumanAudioAt());

    [Fact]
    public void LastLeave_IsKnownWhenEverybodyLeft()
    {
        Assert.Null(After(Requested, Created, Joined("PA_1"), Left("PA_1", at: 20), Joined("PA_2")).LastHumanLeftAt());
        Assert.Equal(At(32), After(Requested, Created, Joined("PA_1"), Left("PA_1", at: 20), Joined("PA_2"), Left("PA_2")).LastHumanLeftAt());
        Assert.Equal(At(35), After(Requested, Created, Finished).LastHumanLeftAt());
        Assert.Null(After(Requested, Created).LastHumanLeftAt());
    }

    [Theory]
    [InlineData(31.4, 29)]
    [InlineData(31.6, 30)]
    public void Duration_IsToTheNearestSecond(double left, int seconds) =>
        Assert.Equal(seconds, After(Requested, Created, Joined(), Left(at: left), Finished).DurationSeconds());

    [Fact]
    public void Duration_ClocksDisagree_IsNotNegative() =>
        Assert.Equal(0, After(Requested, Created, Joined(at: 40), Finished).DurationSeconds());

    [Fact]
    public void Duration_SomebodyStillThere_IsNotKnown() => Assert.Null(After(Requested, Created, Joined()).DurationSeconds());

    [Fact]
    public void Duration_OwnFiguresBeatTheClients() =>
        Assert.Equal(30, After(Requested, Created, Joined(), Left(), Finished, Summary(50) with { ClientDurationSeconds = 42 }).DurationSeconds());

    [Fact]
    public void Phase_GrowsWithTheCall()
    {
        Assert.Equal(CallPhase.Requested, After(Requested).Phase());
        Assert.Equal(CallPhase.RoomCreated, After(Requested, Created, Joined("PA_2", ParticipantKind.Agent)).Phase());
        Assert.Equal(CallPhase.Live, After(Requested, Created, Joined()).Phase());
        var ended = After([.. Untroubled.SkipLast(1)]);
        Assert.Equal(CallPhase.Ended, ended.Phase());
        Assert.Equal(CallPhase.Ended, ended.Apply(new SessionWritten(9, "another", null)).Phase());
        Assert.Equal(CallPhase.SummarySaved, ended.Apply(new SessionWritten(9, SessionRow.From(ended).Digest(), null)).Phase());
    }

    [Fact]
    public void Status_GrowsWithTheCall()
    {
        Assert.Equal(CallStatus.Starting, After(Requested).Status());
        Assert.Equal(CallStatus.InProgress, After(Requested, Created).Status());
        Assert.Equal(CallStatus.Cancelled, After(Requested, Created, Finished).Status());
        Assert.Equal(CallStatus.Completed, After(Requested, Created, Joined(), Finished).Status());
    }
}
