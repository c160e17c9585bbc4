using OrleansCalls.Chaos.Checks;
using OrleansCalls.Chaos.Faults;
using OrleansCalls.Chaos.Lives;
using OrleansCalls.Chaos.Report;

namespace OrleansCalls.Chaos.Tests;

public sealed class RunTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly WorldFacts Clean = new() { LiveRooms = [], LiveEgresses = [], DueRooms = [], OpenRows = [], Rows = 3 };

    private static readonly RunResult GoodRun = new()
    {
        Ledgers = [],
        Bad = new Dictionary<CallLedger, IReadOnlyList<string>>(),
        Leftovers = [],
        Took = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(299)],
        Deaths = 0,
        Requests = new Dictionary<string, double> { ["ListParticipants"] = 0.8, ["ListEgress"] = 0.2 },
    };

    [Fact]
    public void Seed_TheSame_DrawsTheSame()
    {
        var (one, other) = (new Seeds(7), new Seeds(7));

        Assert.Equal(
            Enumerable.Range(0, 20).Select(index => $"{new LifeDraw(one).Life(index)}"),
            Enumerable.Range(0, 20).Reverse().Select(index => $"{new LifeDraw(other).Life(index)}").Reverse());
        Assert.Equal(Enumerable.Range(0, 40).Select(new FaultDraw(one).Fault), Enumerable.Range(0, 40).Select(new FaultDraw(other).Fault));
    }

    [Fact]
    public void Seed_Another_DrawsOthers() =>
        Assert.NotEqual(
            Enumerable.Range(0, 20).Select(index => $"{new LifeDraw(new Seeds(7)).Life(index)}"),
            Enumerable.Range(0, 20).Select(index => $"{new LifeDraw(new Seeds(8)).Life(index)}"));

    [Fact]
    public void Faults_OfTheFirstDeck_AreOfEveryKind() =>
        Assert.Equal(
            Enum.GetValues<FaultKind>(),
            Enumerable.Range(0, FaultDraw.Deck).Select(number => new FaultDraw(new Seeds(3)).Fault(number).Kind).Order());

    [Fact]
    public void Options_Replay_IsTheSameRun()
    {
        var options = ChaosOptions.Parse(["--calls", "60", "--no-faults", "--seed", "5", "--at-once", "8", "--scale", "0.2", "--keep"]);

        Assert.Equal(options, ChaosOptions.Parse(options!.Replay.Split(' ')[2..]));
    }

    [Theory]
    [InlineData("--calls")]
    [InlineData("--calls", "0")]
    [InlineData("--scale", "2")]
    [InlineData("--fault")]
    public void Options_Senseless_AreRefused(params string[] args) => Assert.Null(ChaosOptions.Parse(args));

    [Fact]
    public void Took_WithoutAClientsTranscript_CountsFromTheEndOfTheQuietPeriod()
    {
        var ledger = new CallLedger(new LifeDraw(new Seeds(1)).Life(0)) { LastActAt = Noon.AddSeconds(5) };
        var completed = new CompletedCall(Noon, Noon.AddSeconds(8));

        Assert.Equal(TimeSpan.FromSeconds(1.5), completed.Took(ledger, scale: 0.1, lastFaultAt: null));
        Assert.Equal(TimeSpan.FromSeconds(1), completed.Took(ledger, scale: 0.1, lastFaultAt: Noon.AddSeconds(7)));

        ledger.HandedInLines([]);
        Assert.Equal(TimeSpan.FromSeconds(3), completed.Took(ledger, scale: 0.1, lastFaultAt: null));
    }

    [Fact]
    public void World_LeftOvers_AreComplained()
    {
        Assert.Empty(WorldCheck.Complaints(Clean, answered: 2, unanswered: 1));
        Assert.Single(WorldCheck.Complaints(Clean, answered: 2, unanswered: 0));
        Assert.Single(WorldCheck.Complaints(Clean with { LiveRooms = ["ana"] }, 3, 0));
        Assert.Single(WorldCheck.Complaints(Clean with { LiveEgresses = ["EG_1"] }, 3, 0));
        Assert.Single(WorldCheck.Complaints(Clean with { DueRooms = ["ana"] }, 3, 0));
        Assert.Single(WorldCheck.Complaints(Clean with { OpenRows = ["ana"] }, 3, 0));
        WorldFacts[] ofOne = [Clean with { LiveRooms = ["ana"] }, Clean with { DueRooms = ["ana"] }, Clean with { OpenRows = ["ana"] }];
        Assert.All(ofOne, left => Assert.True(left.Names("ana") && !left.Names("ben")));
    }

    [Fact]
    public void World_WhatIsSeenOnlyOnce_IsNotLeftOver()
    {
        var dueOnce = Clean with { DueRooms = ["ana", "ben"], LiveRooms = ["ana"], LiveEgresses = ["EG_1"], OpenRows = ["ana"] };

        Assert.True(dueOnce.AndStill(Clean).IsQuiet);
        Assert.Equal(["ben"], dueOnce.AndStill(Clean with { DueRooms = ["ben", "cem"] }).DueRooms);
        Assert.Equal(["EG_1"], dueOnce.AndStill(Clean with { LiveEgresses = ["EG_1"] }).LiveEgresses);
        Assert.False(dueOnce.AndStill(dueOnce).IsQuiet);
        Assert.Equal(7, dueOnce.AndStill(Clean with { Rows = 7 }).Rows);
    }

    [Fact]
    public void Starts_Failed_BreakTheRun()
    {
        CallLedger[] nine = [.. Enumerable.Range(0, 9).Select(_ => Started(200))];
        foreach (var status in (int?[])[502, 409, 401, null])
        {
            Assert.Equal(
                ["9 of 10 starts were answered with 200, fewer than 100 %"],
                Bounds.Broken(GoodRun with { Ledgers = [.. nine, Started(status)] }, faults: false, scale: 1));
        }

        Assert.Empty(Bounds.Broken(GoodRun with { Ledgers = [.. nine.Take(8), Started(502), Started(null)] }, faults: true, scale: 1));
        Assert.Equal(
            ["7 of 10 starts were answered with 200, fewer than 80 %"],
            Bounds.Broken(GoodRun with { Ledgers = [.. nine.Take(7), Started(502), Started(409), Started(null)] }, faults: true, scale: 1));
    }

    [Fact]
    public void Requests_NotMeasured_BreakARunInPeace()
    {
        Assert.Equal(["what a healthy call costs LiveKit was not measured"], Bounds.Broken(GoodRun with { Requests = null }, faults: false, scale: 1));
        Assert.Empty(Bounds.Broken(GoodRun with { Requests = null }, faults: true, scale: 1));
    }

    [Fact]
    public void Stayer_Failed_IsNotWaitedFor()
    {
        CallLedger[] joined = [.. Enumerable.Range(1, RequestMeter.Calls - 1).Select(_ => Started(200, joined: true))];

        Assert.Null(RequestMeter.AllLive([.. joined, Started(200)]));
        Assert.True(RequestMeter.AllLive([.. joined, Started(200, joined: true)]));
        Assert.False(RequestMeter.AllLive([.. joined, Started(502)]));
    }

    [Fact]
    public void Bounds_Broken_AreNamed()
    {
        Assert.Empty(Bounds.Broken(GoodRun, faults: false, scale: 1));
        Assert.Single(Bounds.Broken(GoodRun with { Took = [TimeSpan.FromSeconds(4)] }, faults: false, scale: 1));
        Assert.Empty(Bounds.Broken(GoodRun with { Took = [TimeSpan.FromSeconds(4)] }, faults: true, scale: 1));
        Assert.Single(Bounds.Broken(GoodRun with { Took = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(346)] }, faults: true, scale: 1));
        Assert.Single(Bounds.Broken(GoodRun with { Requests = new Dictionary<string, double> { ["ListParticipants"] = 1.2 } }, faults: false, scale: 1));
        Assert.Single(Bounds.Broken(GoodRun with { Leftovers = ["the room ana still lives"] }, faults: true, scale: 1));
        Assert.Single(Bounds.Broken(GoodRun with { Bad = new Dictionary<CallLedger, IReadOnlyList<string>> { [new GoodCall().Ledger] = ["x"] } }, faults: true, scale: 1));
    }

    [Fact]
    public void WorstTime_IsScaled_ButForWhatNoScaleMakesShorter()
    {
        var slow = GoodRun with { Took = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(76)] };
        var orphaned = GoodRun with { Took = [TimeSpan.FromSeconds(1)], TookWithOrphan = [TimeSpan.FromSeconds(134)] };

        Assert.Equal(["the worst time to complete is 76.0 s, above 75 s"], Bounds.Broken(slow, faults: true, scale: 0.1));
        Assert.Empty(Bounds.Broken(slow, faults: true, scale: 0.2));
        Assert.Empty(Bounds.Broken(orphaned, faults: true, scale: 0.1));
        Assert.Single(Bounds.Broken(orphaned with { TookWithOrphan = [TimeSpan.FromSeconds(136)] }, faults: true, scale: 0.1));
    }

    private static CallLedger Started(int? status, bool joined = false) => new(new LifeDraw(new Seeds(1)).Life(0))
    {
        StartStatus = status,
        Room = status is 200 ? "ana_fred-call_1" : null,
        Joined = joined,
        LastActAt = status is 200 ? null : Noon,
    };
}
