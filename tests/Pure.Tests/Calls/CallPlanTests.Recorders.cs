using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Sessions;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

/// <summary>When recorders are asked for, looked at and stopped.</summary>
public partial class CallPlanTests
{
    private const string SecondKey = "voice-recordings/ana_fred-call_1.2.ogg";

    [Fact]
    public void RecorderUnanswered_ByThisActivation_IsLookedForAtOnce()
    {
        var call = After(Requested, Created, new EgressStartBegun(1, Key, At(0.1)));
        var log = Failed(new ActionLog(), new StartEgress(1, Key), 1, 5);

        Assert.Contains(new FindLostEgress(1, Key), CallPlan.For(call, log, s_timings, At(5)).Actions);
        Assert.DoesNotContain(CallPlan.For(call, log, s_timings, At(4.9)).Actions, a => a is FindLostEgress);
    }

    [Fact]
    public void RecorderBeingAskedFor_IsNotLookedFor() =>
        Assert.DoesNotContain(
            CallPlan.For(After(Requested, Created, new EgressStartBegun(1, Key, At(0.1))), new ActionLog().Begin(new StartEgress(1, Key)), s_timings, At(60)).Actions,
            a => a is FindLostEgress or StartEgress);

    [Fact]
    public void RecorderStarting_IsLookedAtTwentySecondsAfterSomebodyCouldBeHeard()
    {
        CallEvent[] starting = [.. s_live.SkipLast(1)];

        Assert.DoesNotContain(new LookAtEgress(), Actions(22.9, starting)); // heard at 3
        Assert.Contains(new LookAtEgress(), Actions(23, starting));
        Assert.DoesNotContain(new LookAtEgress(), Actions(60, [.. starting.SkipLast(1)])); // silence is healthy
    }

    [Fact]
    public void RecorderOfUnknownStatus_IsLookedAtAsOneThatStarts() =>
        Assert.Contains(new LookAtEgress(), Actions(23, [.. s_live.Where(e => e is not EgressReported), Egress(EgressStatus.Unknown, 1)]));

    [Fact]
    public void RecorderAtWork_IsLookedAtWithEveryFourthLookAtItsRoom()
    {
        Assert.DoesNotContain(new LookAtEgress(), Actions(320, s_live));
        Assert.Contains(new LookAtEgress(), Actions(320.2, s_live));
    }

    [Fact]
    public void Ending_RecorderIsLookedAtEveryThreeSecondsAndStoppedEveryTen()
    {
        CallEvent[] ending = [.. s_live, EndAsked];
        var stopped = Tried(new ActionLog(), new StopEgress("EG_1"), 31);

        Assert.DoesNotContain(new LookAtEgress(), Actions(32.9, ending));
        Assert.Contains(new LookAtEgress(), Actions(33, ending));
        Assert.DoesNotContain(new StopEgress("EG_1"), CallPlan.For(After(ending), stopped, s_timings, At(40.9)).Actions);
        Assert.Contains(new StopEgress("EG_1"), CallPlan.For(After(ending), stopped, s_timings, At(41)).Actions);
    }

    [Fact]
    public void Ended_RecorderIsLookedAtLessAndLessOften()
    {
        var call = After([.. s_live, Finished]);
        var log = new ActionLog();
        Assert.DoesNotContain(new LookAtEgress(), CallPlan.For(call, log, s_timings, At(37.9)).Actions);
        var now = 38.0; // 3 s after the end
        foreach (var wait in (double[])[3, 6, 12, 24, 30, 30])
        {
            Assert.Contains(new LookAtEgress(), CallPlan.For(call, log, s_timings, At(now)).Actions);
            log = Tried(log, new LookAtEgress(), now);
            Assert.DoesNotContain(new LookAtEgress(), CallPlan.For(call, log, s_timings, At(now + wait - 0.1)).Actions);
            now += wait;
        }
    }

    [Fact]
    public void Ended_RecorderSilent_ThePlanKnowsWhenTheBucketDecides()
    {
        var log = Enumerable.Range(0, 6).Aggregate(new ActionLog(), (l, _) => Tried(l, new LookAtEgress(), 630)).Begin(new StopEgress("EG_1"));

        Assert.Equal(At(635), CallPlan.For(Written(After([.. s_live, Finished, Summary(50)])), log, s_timings, At(631)).LookAgainAt);
        Assert.DoesNotContain(CallPlan.For(After([.. s_live, Finished]), log, s_timings, At(634.9)).Actions, a => a is FindRecording);
        Assert.Contains(new FindRecording(Key, GiveUp: true), CallPlan.For(After([.. s_live, Finished]), log, s_timings, At(635)).Actions);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(39, 60)]
    public void RecorderNotStarted_IsAskedForAgainAfterGrowingWaits(int attempt, double wait)
    {
        CallEvent[] refused = [Requested, Created, .. Enumerable.Range(1, attempt).SelectMany(n => new CallEvent[] { new EgressStartBegun(n, $"k{n}", At(1)), new EgressStartFailed(n, "no servers", At(9)) })];

        Assert.DoesNotContain(typeof(StartEgress), Types(9 + wait - 0.1, refused));
        Assert.Contains(new StartEgress(attempt + 1, $"voice-recordings/ana_fred-call_1.{attempt + 1}.ogg"), Actions(9 + wait, refused));
    }

    [Fact]
    public void RecordersScarceInAnEmptyRoom_FounderIsRecordedNevertheless() // a shortage of 15 s used to cost the whole recording
    {
        var waiting = Refused(9, At(1));
        CallEvent[] heard = [.. waiting, Joined(at: 300), Speaking(at: 301)];

        Assert.DoesNotContain(typeof(StartEgress), Types(350, waiting)); // refused at 299
        Assert.Contains(typeof(StartEgress), Types(301, heard));
        Assert.Equal(0, After(heard).AttemptsUsed(s_timings));
        Assert.Contains(typeof(StartEgress), Types(303.5, [.. heard, new EgressStartBegun(10, "k10", At(301)), new EgressStartFailed(10, "no servers", At(302))]));
    }

    [Fact]
    public void RecordersScarceForTheWholeCall_AreAskedForFortyTimesAtMost()
    {
        Assert.Contains(typeof(StartEgress), Types(620, Refused(39, At(0))));
        Assert.DoesNotContain(typeof(StartEgress), Types(620, Refused(40, At(0))));
    }

    private static CallEvent[] Refused(int times, DateTimeOffset from) =>
    [
        Requested, Created, .. Enumerable.Range(1, times).SelectMany(n => new CallEvent[]
        {
            new EgressStartBegun(n, $"k{n}", from), new EgressStartFailed(n, "no servers", At(n is 9 ? 299 : n)),
        }),
    ];

    [Fact]
    public void RecorderFailedWithoutATime_IsReplacedCountingFromItsLastNews()
    {
        CallEvent[] failed = [.. s_live, new EgressReported(Egress(EgressStatus.Failed, 40).Report with { EndedAt = null })];

        Assert.DoesNotContain(typeof(StartEgress), Types(40.9, failed));
        Assert.Contains(new StartEgress(2, SecondKey), Actions(41, failed));
    }

    [Fact]
    public void RecorderAborted_SomebodyIsThereButSilent_WaitsForTheirSound()
    {
        CallEvent[] aborted = [Requested, Created, new EgressStartBegun(1, Key, At(0.1)), Joined(), Egress(EgressStatus.Aborted, 10)];

        Assert.DoesNotContain(typeof(StartEgress), Types(60, aborted));
        Assert.Contains(typeof(StartEgress), Types(60, [.. aborted, Speaking(at: 59)]));
        Assert.DoesNotContain(typeof(StartEgress), Types(60, [.. aborted, Speaking(at: 50), Left(at: 55)]));
    }

    [Fact]
    public void TwoRecordersRun_NoThirdIsAskedFor_AndTheSurplusIsStoppedEveryTenSeconds()
    {
        var call = After([.. s_live, new EgressStartBegun(2, SecondKey, At(1)), Egress(EgressStatus.Starting, 50, "EG_2", SecondKey)]);
        var log = Tried(new ActionLog(), new StopEgress("EG_2"), 60);

        Assert.DoesNotContain(CallPlan.For(call, log, s_timings, At(69.9)).Actions, a => a is StopEgress or StartEgress);
        Assert.Contains(new StopEgress("EG_2"), CallPlan.For(call, log, s_timings, At(70)).Actions);
    }

    [Fact]
    public void TwoActiveRecorders_TheOneThatBeganLaterIsStopped()
    {
        var later = new EgressReported(Egress(EgressStatus.Active, 50, "EG_0", SecondKey).Report with { StartedAt = At(40) });

        Assert.Contains(new StopEgress("EG_0"), Actions(60, [.. s_live, new EgressStartBegun(2, SecondKey, At(1)), later]));
    }

    [Fact]
    public void EarlierRecorderStillRuns_TheFailedSecondIsNotReplaced() =>
        Assert.DoesNotContain(typeof(StartEgress), Types(60, [.. s_live, new EgressStartBegun(2, SecondKey, At(1)), new EgressStartFailed(2, "An earlier recorder runs", At(2))]));

    [Fact]
    public void ReportsOfOneRecorder_KeepTheirGreatestValues()
    {
        EgressReport a = new() { EgressId = "EG", RoomSid = "RM_1", Key = "k1", Status = EgressStatus.Failed, StartedAt = At(1), EndedAt = At(9), UpdatedAt = At(5), Error = "a", Duration = TimeSpan.FromSeconds(3), SizeBytes = 7 };
        EgressReport b = new() { EgressId = "EG", RoomSid = "RM_2", Key = "k2", Status = EgressStatus.Complete, StartedAt = At(2), EndedAt = At(8), UpdatedAt = At(6), Error = "b", Duration = TimeSpan.FromSeconds(2), SizeBytes = 8 };
        EgressReport both = new() { EgressId = "EG", RoomSid = "RM_2", Key = "k2", Status = EgressStatus.Complete, StartedAt = At(2), EndedAt = At(9), UpdatedAt = At(6), Error = "b", Duration = TimeSpan.FromSeconds(3), SizeBytes = 8 };

        Assert.Equal(both, After(new EgressReported(a), new EgressReported(b)).Recording.Egresses["EG"]);
        Assert.Equal(both, After(new EgressReported(b), new EgressReported(a)).Recording.Egresses["EG"]);
        Assert.Equal(a, After(new EgressReported(a), new EgressReported(new EgressReport { EgressId = "EG", Status = EgressStatus.Unknown })).Recording.Egresses["EG"]);
        Assert.Equal(a, After(new EgressReported(new EgressReport { EgressId = "EG", Status = EgressStatus.Unknown }), new EgressReported(a)).Recording.Egresses["EG"]);
    }

    [Fact]
    public void TwoRecordersOfOneKey_TheOneThatCameFurthestCounts()
    {
        var facts = After(Egress(EgressStatus.Active, 5, "EG_9"), Egress(EgressStatus.Complete, 9, "EG_1"), Egress(EgressStatus.Active, 9, "EG_2")).Recording;
        Assert.Equal("EG_1", facts.EgressOf(Key)!.EgressId);
        var later = new EgressReported(Egress(EgressStatus.Active, 5, "EG_1").Report with { StartedAt = At(8) });
        Assert.Equal("EG_1", After(later, Egress(EgressStatus.Active, 5, "EG_2")).Recording.EgressOf(Key)!.EgressId);
    }

    [Fact]
    public void StartsAndObjectsToldTwice_KeepTheFirstBeginAndTheLastNews()
    {
        var recording = After(
            new EgressStartBegun(1, "a", At(2)), new EgressStartBegun(1, "b", At(1)), new EgressStartBegun(1, "a", At(3)),
            new EgressStartFailed(1, "x", At(5)), new EgressStartFailed(1, "y", At(4)),
            new RecordingFound("k", 5, "audio/ogg", At(5)), new RecordingFound("k", 4, "old", At(4)), new RecordingFound("k", 6, "audio/ogg; x", At(6)),
            new RecordingMissing("k", "new", At(9)), new RecordingMissing("k", "old", At(8))).Recording;

        Assert.Equal(new EgressStart { Key = "b", BegunAt = At(1), FailedAt = At(5), Reason = "y" }, recording.Starts[1]);
        Assert.Equal(new RecordingObject { FoundAt = At(6), SizeBytes = 6, ContentType = "audio/ogg; x", MissingAt = At(9), Reason = "new" }, recording.Objects["k"]);
    }

    [Theory]
    [InlineData(22.9, false)] // heard at 3: before that second an abort costs nothing
    [InlineData(23, true)]
    public void RecorderAborted_CostsAnAttemptTwentySecondsAfterTheFirstSound(double at, bool costs)
    {
        CallEvent[] facts = [Requested, Created, Joined(), Speaking(), new EgressStartBegun(1, Key, At(1)), Egress(EgressStatus.Aborted, at)];

        Assert.Equal(costs ? 1 : 0, After(facts).AttemptsUsed(s_timings));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(40.0)]
    public void RecorderAborted_WithoutSayingWhen_CostsAnAttemptOnceSomebodyCouldBeHeard(double? updatedAt)
    {
        var aborted = new EgressReported(Egress(EgressStatus.Aborted, 40).Report with { EndedAt = null, UpdatedAt = updatedAt is { } at ? At(at) : null });
        CallEvent[] facts = [Requested, Created, Joined(), new EgressStartBegun(1, Key, At(1)), aborted];

        Assert.Equal(0, After(facts).AttemptsUsed(s_timings));
        Assert.Equal(1, After([.. facts, Speaking()]).AttemptsUsed(s_timings));
    }

    [Fact]
    public void RecorderThoughtNotToHaveBegun_ReportsItsEndAfterAll_IsBroughtHome()
    {
        CallEvent[] facts = [Requested, Created, Joined(), new EgressStartBegun(1, Key, At(0.1)), new EgressStartFailed(1, "no answer", At(9)), Egress(EgressStatus.Complete, 32), Finished];

        Assert.Contains(new FindRecording(Key, GiveUp: false), Actions(36, facts));
        Assert.DoesNotContain(new LookAtEgress(), Actions(60, facts)); // it has ended
        CallEvent[] refused = [.. facts.Where(e => e is not EgressReported), new EgressStartFailed(1, "no", At(9)) { Refused = true }];
        Assert.DoesNotContain(Actions(60, refused), a => a is FindRecording or LookAtEgress); // none was ever there
    }

    [Fact]
    public void Ending_RecorderUnanswered_IsLookedForAmongOthers()
    {
        CallEvent[] unanswered = [Requested, Created, Joined(), new EgressStartBegun(1, Key, At(29)), EndAsked];

        Assert.Contains(new LookAtEgress(), Actions(33, unanswered));
        Assert.DoesNotContain(Actions(33, unanswered), a => a is StopEgress or DeleteRoom); // it may be starting
        Assert.Contains(new DeleteRoom("end"), Actions(33, [.. unanswered, new EgressStartFailed(1, "refused", At(30)) { Refused = true }]));
    }

    [Fact]
    public void RecorderWhoseRoomLiveKitDoesNotSay_IsTheCalls()
    {
        var nameless = new EgressReported(Egress(EgressStatus.Active, 20, "EG_2", SecondKey).Report with { RoomSid = null, StartedAt = At(16) });

        Assert.DoesNotContain(typeof(StartEgress), Types(60, [.. s_live, Egress(EgressStatus.Failed, 15), new EgressStartBegun(2, SecondKey, At(16)), nameless]));
        Assert.Contains(new StopEgress("EG_2"), Actions(60, [.. s_live, new EgressStartBegun(2, SecondKey, At(16)), nameless]));
    }

    [Fact]
    public void RecordingGivenUp_TheMomentItsEndIsReported_IsSettled() =>
        Assert.DoesNotContain(typeof(FindRecording), Types(800, [.. s_live, Finished, new RecordingMissing(Key, "not there", At(700)), Egress(EgressStatus.Complete, 700)]));

    [Fact]
    public void TwoRecorders_OneVerdictOutstanding_TheRowWaits()
    {
        CallEvent[] two = [.. s_live, new EgressStartBegun(2, SecondKey, At(1)), Egress(EgressStatus.Active, 20, "EG_2", SecondKey), Finished, Summary(35.5), new RecordingFound(Key, 9, "audio/ogg", At(35.5))];

        Assert.DoesNotContain(typeof(WriteSession), Types(36, two));
        Assert.Contains(typeof(WriteSession), Types(36, [.. two, new RecordingFound(SecondKey, 9, "audio/ogg", At(35.5))]));
    }
}
