using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Sessions;
using OrleansCalls.Grains.Summaries;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

/// <summary>When the summary is made and the row is written.</summary>
public partial class CallPlanTests
{
    [Fact]
    public void Summary_WordsStillCome_WaitsFifteenSecondsAfterTheLast()
    {
        var call = After([.. s_live, Finished]);

        Assert.DoesNotContain(CallPlan.For(call, new ActionLog { LastSegmentAt = At(45) }, s_timings, At(59.9)).Actions, a => a is MakeSummary);
        Assert.Contains(CallPlan.For(call, new ActionLog { LastSegmentAt = At(45) }, s_timings, At(60)).Actions, a => a is MakeSummary);
        Assert.Contains(CallPlan.For(call, new ActionLog { LastSegmentAt = At(20) }, s_timings, At(50)).Actions, a => a is MakeSummary);
        Assert.Contains(typeof(MakeSummary), Types(85, [.. s_live, Finished, new TranscriptChanged(At(70), true, false)]));
        Assert.DoesNotContain(typeof(MakeSummary), Types(84.9, [.. s_live, Finished, new TranscriptChanged(At(70), true, false)]));
    }

    [Fact]
    public void Summary_MadeBeforeTheEnd_IsMadeAgainAfterIt()
    {
        Assert.Contains(Actions(50, [.. s_live, Summary(20), Finished]), a => a is MakeSummary { Known: not null, AskModelAgain: false });
        Assert.DoesNotContain(Actions(60, [.. s_live, Summary(35), Finished]), a => a is MakeSummary); // of the very end
        Assert.DoesNotContain(Actions(60, [.. s_live, Summary(20)]), a => a is MakeSummary); // the call lives on
    }

    [Fact]
    public void Summary_Wanted_IsMadeOnceForThatWish()
    {
        var wanted = new ActionLog { SummaryWantedAt = At(20) };

        Assert.DoesNotContain(CallPlan.For(After([.. s_live, Summary(20)]), wanted, s_timings, At(21)).Actions, a => a is MakeSummary);
        Assert.Contains(CallPlan.For(After([.. s_live, Summary(19)]), wanted, s_timings, At(21)).Actions, a => a is MakeSummary);
        Assert.DoesNotContain(CallPlan.For(After(Requested), wanted, s_timings, At(11)).Actions, a => a is MakeSummary); // no room yet
    }

    [Fact]
    public void Summary_ByRuleForWantOfTheModel_ItIsAskedAgainAfterHalfAMinute()
    {
        CallEvent[] facts = [.. s_live, Finished, Summary(50, SummarySource.Heuristic, provisional: true)];

        Assert.DoesNotContain(typeof(MakeSummary), Types(79.9, facts));
        Assert.Contains(Actions(80, facts), a => a is MakeSummary { AskModelAgain: true });
        Assert.Contains(Actions(34 + (24 * 3600), facts), a => a is MakeSummary { AskModelAgain: true });
        Assert.DoesNotContain(typeof(MakeSummary), Types(35 + (24 * 3600), facts));
        Assert.DoesNotContain(typeof(MakeSummary), Types(80, [.. facts.Where(e => e is not RoomFinished)])); // while the call lives nobody waits for it
    }

    [Fact]
    public void Row_OfALiveCall_IsWrittenAtOnceAndAgainWhenItChanges()
    {
        Assert.Contains(typeof(WriteSession), Types(4, s_live));
        Assert.DoesNotContain(CallPlan.For(Written(After(s_live)), new ActionLog(), s_timings, At(4)).Actions, a => a is WriteSession);
        Assert.DoesNotContain(typeof(WriteSession), Types(4, Requested));
    }

    [Fact]
    public void Row_OfALiveCall_ThatItIsWrittenIsNotStoredByItself()
    {
        var call = After(s_live);
        var log = new ActionLog { Written = new SessionWritten(3, SessionRow.From(call).Digest(), null) };

        Assert.DoesNotContain(CallPlan.For(call, log, s_timings, At(4)).Actions, a => a is WriteSession or RecordSession);
    }

    [Fact]
    public void Row_WrittenButVerdictOutstanding_IsNotStoredYet()
    {
        var call = After([.. s_live, Finished, Summary(50)]);
        var log = new ActionLog { Written = new SessionWritten(3, SessionRow.From(call).Digest(), null) };

        Assert.DoesNotContain(CallPlan.For(call, log, s_timings, At(60)).Actions, a => a is WriteSession or RecordSession);
        Assert.Contains(CallPlan.For(call.Apply(new RecordingMissing(Key, "gone", At(60))), log, s_timings, At(60)).Actions, a => a is RecordSession);
    }

    [Fact]
    public void Row_SummaryAndVerdictThere_IsWrittenAtOnce() =>
        Assert.Contains(typeof(WriteSession), Types(36, [.. s_live, Finished, Summary(35.5), new RecordingFound(Key, 9, "audio/ogg", At(35.5))]));

    [Fact]
    public void Row_SummaryOrVerdictOutstanding_WaitsTwoSeconds()
    {
        Assert.DoesNotContain(typeof(WriteSession), Types(36.9, [.. s_live, Finished, Summary(35.5)]));
        Assert.DoesNotContain(typeof(WriteSession), Types(36.9, [.. s_live, Finished, new RecordingFound(Key, 9, "audio/ogg", At(35.5))]));
        Assert.True(Plan(36, [.. s_live, Finished]).LookAgainAt <= At(37));
    }

    [Fact]
    public void TranscriptFacts_OnceTrueStayTrue()
    {
        CallEvent[] told =
        [
            new TranscriptChanged(At(9), UserSpoke: true, FromClient: true), new TranscriptChanged(At(8), UserSpoke: false, FromClient: false),
            Summary(7) with { UserSpoke = false, ClientDurationSeconds = 42 }, Summary(6) with { UserSpoke = false, ClientDurationSeconds = 41 },
        ];

        Assert.Equal(new TranscriptFacts { ChangedAt = At(9), UserSpoke = true, FromClient = true, ClientDurationSeconds = 42 }, After(told).Transcript);
        Assert.Equal(new TranscriptFacts { UserSpoke = true }, After(Summary(7)).Transcript);
        Assert.Equal(new TranscriptFacts { FromClient = true, ClientDurationSeconds = 1 }, After(Summary(7) with { UserSpoke = false, ClientDurationSeconds = 1 }).Transcript);
    }

    [Fact]
    public void Tries_AreCountedWithTheirAnswers()
    {
        var log = Failed(Tried(Failed(new ActionLog(), new LookAtEgress(), 2, 5), new LookAtEgress(), 6), new LookAtEgress(), 1, 7);

        Assert.Equal(new Tries { Count = 4, Answered = 1, FailuresInARow = 1, LastEndedAt = At(7), FirstAnsweredAt = At(6), LastAnsweredAt = At(6) }, log.For(new LookAtEgress().Id));
        Assert.True(log.Begin(new LookAtEgress()).For(new LookAtEgress().Id).Running);
        Assert.Equal(new Tries(), log.For("another"));
    }

    [Fact]
    public void Summary_OfTheMomentOfTheLastWords_KnowsThem() =>
        Assert.DoesNotContain(typeof(MakeSummary), Types(200, [.. s_live, Finished, new TranscriptChanged(At(60), true, false), Summary(60)]));

    [Fact]
    public void Summary_OfAFailedStart_IsNeverMade() =>
        Assert.DoesNotContain(
            CallPlan.For(After(Requested, Created, new StartFailed("away", At(14))), new ActionLog { SummaryWantedAt = At(15) }, s_timings, At(16)).Actions, a => a is MakeSummary);

    [Fact]
    public void Row_RecorderUnanswered_WaitsForItsVerdict()
    {
        CallEvent[] unanswered = [Requested, Created, Joined(), new EgressStartBegun(1, Key, At(30)), Finished, Summary(35.5)];

        Assert.DoesNotContain(typeof(WriteSession), Types(36, unanswered));
        Assert.Contains(typeof(WriteSession), Types(36, [.. unanswered, new EgressStartFailed(1, "refused", At(35.5)) { Refused = true }]));
    }
}
