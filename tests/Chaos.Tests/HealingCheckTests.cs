using System.Text.Json;
using OrleansCalls.Chaos.Checks;
using OrleansCalls.Chaos.Lives;

namespace OrleansCalls.Chaos.Tests;

public sealed class HealingCheckTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly GoodCall call = new();

    [Theory]
    [InlineData(nameof(Wound.RecorderFails))]
    [InlineData(nameof(Wound.RecorderOrphaned))]
    public void Recorder_BrokenAndNotReplaced_IsComplained(string wound)
    {
        call.Ledger.Wounded = Enum.Parse<Wound>(wound);
        call.Recording = call.Recording with { Segments = [new SegmentFacts("EG_0", "failed", "lost", null), call.Recording.Segments[0]] };
        Assert.Empty(call.InPeace);

        call.Recording = call.Recording with { Segments = [call.Recording.Segments[1]] };
        Assert.Equal([$"its recorder was broken ({wound}), and no other one recorded on"], call.InPeace);
    }

    [Fact]
    public void Agent_GoneAndNotCalledAgain_IsComplained()
    {
        call.Ledger.Wounded = Wound.AgentGone;
        Assert.Equal(["its agent was dispatched 1 times, although it had gone"], call.InPeace);

        call.Tell(new TimelineFacts("agent.requested"));
        Assert.NotEmpty(call.InPeace);

        call.Tell(new TimelineFacts("agent.dispatched"));
        Assert.Empty(call.InPeace);
    }

    [Fact]
    public void Agent_DispatchedAgainThoughItWasThere_IsComplained()
    {
        call.Tell(new TimelineFacts("agent.requested"), new TimelineFacts("agent.dispatched"));

        Assert.Equal(["its agent was dispatched 2 times, although it was there"], call.InPeace);
        Assert.Empty(call.Complaints); // with faults it may have gone
    }

    [Fact]
    public void Recorder_AskedToStopWithoutEnd_IsComplained()
    {
        call.Tell(new TimelineFacts("stop-egress/EG_1", Result: "no answer: away (119 times)"), new TimelineFacts("stop-egress/EG_2", Result: "done"));
        call.Tell(new TimelineFacts("stop-egress/EG_1", Result: "no answer: away"));
        Assert.Empty(call.Complaints);

        call.Tell(new TimelineFacts("stop-egress/EG_1", Result: "no answer: away (2 times)"));
        Assert.Equal(["stop-egress/EG_1 was asked 122 times"], call.Complaints);
    }

    [Fact]
    public void Agent_CalledFiveTimes_IsComplained()
    {
        call.Tell(Enumerable.Repeat(new TimelineFacts("agent.requested"), 4));

        Assert.Equal(["its agent was called 5 times"], call.Complaints);
    }

    [Fact]
    public void TwoAgents_ForMoreThanAMoment_AreComplained()
    {
        call.TwoAgents = TimeSpan.FromSeconds(10);
        Assert.Empty(call.Complaints);

        call.TwoAgents = TimeSpan.FromSeconds(11);
        Assert.Equal(["two agents were in its room for 11 s"], call.Complaints);
    }

    [Fact]
    public void TwoRecorders_ForMoreThanAMoment_AreComplained()
    {
        call.TwoRecorders = TimeSpan.FromSeconds(16);
        Assert.Empty(call.Complaints);
        Assert.Equal(["two recorders were at work for 16 s"], call.InPeace);

        call.TwoRecorders = TimeSpan.FromSeconds(46);
        Assert.Equal(["two recorders were at work for 46 s"], call.Complaints);
    }

    [Fact]
    public void RoomWatch_CountsHowLongThereAreTwoAtATime()
    {
        var watch = new RoomWatch(null!);
        watch.See(Rooms("AGENT", "AGENT", "EGRESS"), Noon);
        watch.See(Rooms("AGENT", "AGENT", "EGRESS"), Noon.AddSeconds(2));
        watch.See(Rooms("AGENT", "EGRESS", "EGRESS"), Noon.AddSeconds(4));
        watch.See(Rooms("AGENT", "agent", "STANDARD"), Noon.AddSeconds(5));
        watch.See(Rooms("AGENT", "AGENT", "STANDARD"), Noon.AddSeconds(6));

        Assert.Equal((2, 0, 0), (watch.TwoAgents("call").TotalSeconds, watch.TwoRecorders("call").TotalSeconds, watch.TwoAgents("other").TotalSeconds));
    }

    private static JsonElement Rooms(params string[] kinds) => JsonSerializer.SerializeToElement(
        new[] { new { room = "call", participants = kinds.Select(kind => new { identity = "x", kind }) } });
}
