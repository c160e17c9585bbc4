using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Sessions;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

/// <summary>What is counted of a call: each change once, by the write that made it.</summary>
public sealed class CallMeterTests : IDisposable
{
    private const string SecondKey = "voice-recordings/ana_fred-call_1.2.ogg";

    private readonly Counted _counted = new();
    private readonly CallMeter _meter;

    public CallMeterTests() => _meter = new CallMeter(_counted, new RecordingMeter(_counted), new AgentMeter(_counted));

    public void Dispose() => _counted.Dispose();

    [Fact]
    public void Count_UntroubledCall_HasOneOfEach()
    {
        Count([.. Untroubled, .. Untroubled]); // what is told again changes nothing

        Assert.Equal(
            ["agent_dispatches first: 1", "calls_ended completed: 1", "calls_started on-demand started: 1", "live_calls: 0", "recorder_outcomes ready: 1", "recorder_starts first: 1"],
            Sums());
    }

    [Fact]
    public void Count_StartThatFails_IsAFailedStartAlone()
    {
        Count([Requested, new StartFailed("away", At(14)), new RoomCreated(Sid, At(15)), Finished]);

        Assert.Equal(["calls_started on-demand failed: 1"], Sums());
    }

    [Fact]
    public void Count_CallWithTrouble_CountsOtherRecordersAndAgents()
    {
        Count([
            Requested, Created, new EgressStartBegun(1, Key, At(0.1)), new DispatchBegun(1, At(0.1)), new EgressStartFailed(1, "no", At(1)) { Refused = true },
            Joined(), new EgressStartBegun(2, SecondKey, At(5)), new DispatchBegun(2, At(20)), Finished, new RecordingMissing(SecondKey, "not there", At(90))]);

        Assert.Equal(
            ["agent_dispatches another: 1", "agent_dispatches first: 1", "calls_ended completed: 1", "calls_started on-demand started: 1", "live_calls: 0",
                "recorder_outcomes missing: 1", "recorder_outcomes refused: 1", "recorder_starts another: 1", "recorder_starts first: 1"],
            Sums());
    }

    [Fact]
    public void Count_CallNobodyCameTo_IsCancelled()
    {
        Count([Requested with { RecordingKey = null }, Created, Finished]);

        Assert.Contains("calls_ended cancelled: 1", Sums());
    }

    [Fact]
    public void Count_LiveCall_IsHeldUntilItIsLetGo()
    {
        var call = After([Requested, Created]);

        _meter.TakeUp(call);
        Assert.Equal(["live_calls: 1"], Sums());
        _meter.LetGo(call);
        Assert.Equal(["live_calls: 0"], Sums());
    }

    [Fact]
    public void Count_Completion_IsMeasuredFromTheLastThatWasAsked()
    {
        var ended = Due(After([.. Untroubled]));
        _meter.Count(ended, Done(ended), At(50));
        Assert.Contains("call_completion_duration: 15", Sums());

        var again = Due(ended.Apply(new SummaryRequested(1, At(900)))); // an hour later would not be the end's fault
        _meter.Count(again, Done(again), At(903));
        Assert.Contains("call_completion_duration: 18", Sums());
        _meter.Count(Done(again), Done(again), At(1000));
        Assert.Contains("call_completion_duration: 18", Sums());
    }

    [Fact]
    public void Count_Erasure_CountsNothingAgain()
    {
        Count([.. Untroubled]);
        var before = Sums();
        Count([new ErasureRequested(ErasureCause.User, At(890), "hash", Key, "ana"), new RecordsErased(At(900), new()), new RoomsClosed(At(901))], After([.. Untroubled]));

        Assert.Equal(before, Sums());
    }

    private static CallState Due(CallState call) => call with { DueAt = Noon };

    private static CallState Done(CallState call) =>
        call with { DueAt = null, Session = new SessionWritten(9, SessionRow.From(call).Digest(), null) };

    private void Count(IEnumerable<CallEvent> events, CallState? call = null)
    {
        var before = Due(call ?? new CallState());
        foreach (var e in events.Where(e => before.IsNews(e)))
        {
            var after = before.Apply(e);
            _meter.Count(before, after, Noon);
            before = after;
        }
    }

    private List<string> Sums() => [.. _counted.Sums.Select(s => $"{s.Key}: {s.Value}").Order(StringComparer.Ordinal)];
}
