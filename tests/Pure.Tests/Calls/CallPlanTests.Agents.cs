using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

/// <summary>When the agent is called, missed and called again.</summary>
public partial class CallPlanTests
{
    [Fact]
    public void AgentGone_HumanStillThere_IsLookedForAfterTwentySeconds()
    {
        CallEvent[] alone = [.. s_live, Left("PA_2", ParticipantKind.Agent, 10)];

        Assert.DoesNotContain(new LookForAgent(1), Actions(29, alone));
        Assert.Contains(new LookForAgent(1), Actions(30, alone));
        Assert.DoesNotContain(new LookForAgent(1), Actions(30, [.. alone, Left(at: 20)])); // nobody misses it
    }

    [Fact]
    public void AgentGone_JobStillPending_GetsTwentySecondsMore()
    {
        CallEvent[] pending = [.. s_live, Left("PA_2", ParticipantKind.Agent, 10), new DispatchPending(1, At(30))];

        Assert.DoesNotContain(new LookForAgent(1), Actions(49, pending));
        Assert.Contains(new LookForAgent(1), Actions(50, pending));
    }

    [Fact]
    public void AgentLost_IsCalledAgainAtMostThreeTimes()
    {
        CallEvent[] lost = [.. s_live, Left("PA_2", ParticipantKind.Agent, 10), new DispatchLost(1, At(30))];
        Assert.Contains(new DispatchAgent(2, LookFirst: true), Actions(30, lost));

        for (var n = 2; n <= 4; n++)
            lost = [.. lost, new DispatchBegun(n, At(n * 30)), new DispatchMade(n, $"AD_{n}", At(n * 30)), new DispatchLost(n, At((n * 30) + 25))];
        Assert.DoesNotContain(Actions(200, lost), a => a is DispatchAgent or LookForAgent);
    }

    [Fact]
    public void AgentBack_IsNotCalledAgain() =>
        Assert.DoesNotContain(Actions(60, [.. s_live, Left("PA_2", ParticipantKind.Agent, 10), new DispatchLost(1, At(30)), Joined("PA_3", ParticipantKind.Agent, 31)]),
            a => a is DispatchAgent or LookForAgent);

    private static readonly CallEvent[] s_called =
        [Requested with { RecordingKey = null }, Created, new DispatchBegun(1, At(0.1)), new DispatchMade(1, "AD_1", At(0.2))];

    [Fact]
    public void AgentNeverCame_IsLookedForTwentySecondsAfterTheHuman()
    {
        Assert.DoesNotContain(new LookForAgent(1), Actions(21.9, [.. s_called, Joined()]));
        Assert.Contains(new LookForAgent(1), Actions(22, [.. s_called, Joined()]));
        Assert.DoesNotContain(new LookForAgent(1), Actions(70, s_called)); // nobody waits for it
    }

    [Fact]
    public void AgentCalledAfterTheHumanCame_HasTwentySecondsFromThen()
    {
        CallEvent[] late = [Requested, Created, Joined(), new DispatchBegun(1, At(9)), new DispatchMade(1, "AD_1", At(10))];

        Assert.DoesNotContain(new LookForAgent(1), Actions(29.9, late));
        Assert.Contains(new LookForAgent(1), Actions(30, late));
    }

    [Fact]
    public void AgentMissed_ByTheHumanWhoIsStillThere_NotByTheOneWhoLeft()
    {
        CallEvent[] two = [.. s_called, Joined(), Left(at: 10), Joined("PA_3", at: 12)];

        Assert.DoesNotContain(new LookForAgent(1), Actions(31.9, two));
        Assert.Contains(new LookForAgent(1), Actions(32, two));
    }

    [Fact]
    public void AgentThere_AmongOthersThatLeft_IsNotMissed() =>
        Assert.DoesNotContain(new LookForAgent(1), Actions(60, [.. s_called, Joined(), Joined("PA_2", ParticipantKind.Agent, 1), Left("PA_2", ParticipantKind.Agent, 9), Joined("PA_4", ParticipantKind.Agent, 10)]));

    [Fact]
    public void AgentGoneAgain_AfterItHadComeBack_IsLookedForAnew()
    {
        CallEvent[] again =
        [
            .. s_called, Joined(), Joined("PA_2", ParticipantKind.Agent, 1), Left("PA_2", ParticipantKind.Agent, 9), new DispatchLost(1, At(30)),
            Joined("PA_4", ParticipantKind.Agent, 31), Left("PA_4", ParticipantKind.Agent, 40),
        ];

        Assert.DoesNotContain(Actions(59.9, again), a => a is DispatchAgent or LookForAgent);
        Assert.Contains(new LookForAgent(1), Actions(60, again));
    }

    [Fact]
    public void AgentLost_TheMomentItWasMissed_IsCalledAgain() =>
        Assert.Contains(new DispatchAgent(2, LookFirst: true), Actions(40, [.. s_called, Joined(), new DispatchLost(1, At(2))]));

    [Fact]
    public void DispatchUnanswered_ByAnActivationThatIsGone_IsLookedForAfterTenSeconds()
    {
        CallEvent[] begun = [Requested, Created, new DispatchBegun(1, At(1)), new DispatchBegun(1, At(5))];

        Assert.DoesNotContain(typeof(DispatchAgent), Types(10.9, begun));
        Assert.Contains(new DispatchAgent(1, LookFirst: true), Actions(11, begun));
    }

    [Fact]
    public void DispatchUnanswered_ByThisActivation_IsTriedAgainAfterASecond()
    {
        CallEvent[] begun = [Requested, Created, new DispatchBegun(1, At(1))];
        var log = Failed(new ActionLog(), new DispatchAgent(1, false), 1, 3);

        Assert.DoesNotContain(CallPlan.For(After(begun), log, s_timings, At(3.9)).Actions, a => a is DispatchAgent);
        Assert.Contains(new DispatchAgent(1, LookFirst: true), CallPlan.For(After(begun), log, s_timings, At(4)).Actions);
    }

    [Fact]
    public void DispatchRefused_IsTriedAsTheNextOneSoonAfter()
    {
        CallEvent[] refused = [Requested, Created, new DispatchBegun(1, At(1)), new DispatchFailed(1, "refused", At(2))];

        Assert.DoesNotContain(typeof(DispatchAgent), Types(2.4, refused));
        Assert.Contains(new DispatchAgent(2, LookFirst: true), Actions(2.5, refused));
        CallEvent[] fourTimes = [.. Enumerable.Range(1, 4).SelectMany(n => new CallEvent[] { new DispatchBegun(n, At(n)), new DispatchFailed(n, "refused", At(n)) })];
        Assert.DoesNotContain(typeof(DispatchAgent), Types(60, [Requested, Created, .. fourTimes]));
    }

    [Fact]
    public void DispatchRefusedAndMadeAfterAll_CountsAsMade() =>
        Assert.DoesNotContain(typeof(DispatchAgent), Types(60, [.. s_called, new DispatchFailed(1, "refused", At(2))]));

    [Fact]
    public void DispatchesToldTwice_KeepTheFirstBeginAndTheLastNews()
    {
        var agent = After(
            new DispatchBegun(1, At(2)), new DispatchBegun(1, At(1)), new DispatchBegun(1, At(3)),
            new DispatchMade(1, "AD_1", At(5)), new DispatchMade(1, "AD_2", At(4)), new DispatchMade(1, "AD_1", At(6)),
            new DispatchFailed(1, "a", At(7)), new DispatchFailed(1, "b", At(6)),
            new DispatchPending(1, At(9)), new DispatchPending(1, At(8)),
            new DispatchLost(1, At(11)), new DispatchLost(1, At(10))).Agent.Dispatches[1];

        Assert.Equal(
            new Dispatch { BegunAt = At(1), DispatchId = "AD_2", MadeAt = At(4), FailedAt = At(7), Reason = "b", PendingAt = At(9), LostAt = At(11) }, agent);
    }

    [Fact]
    public void CallOver_NoAgentIsCalled()
    {
        Assert.DoesNotContain(typeof(DispatchAgent), Types(60, Requested, Created, Finished));
        Assert.DoesNotContain(typeof(DispatchAgent), Types(30, Requested, Created, Joined(), EndAsked));
        Assert.Contains(typeof(DispatchAgent), Types(29.9, Requested, Created, Joined(), EndAsked));
        Assert.DoesNotContain(typeof(DispatchAgent), Types(20, Requested, Created, new StartFailed("away", At(14))));
    }

    [Fact]
    public void AgentMissed_ByTwo_IsMissedSinceTheFirst()
    {
        CallEvent[] two = [.. s_called, Joined(), Joined("PA_3", at: 12)];

        Assert.DoesNotContain(new LookForAgent(1), Actions(21.9, two));
        Assert.Contains(new LookForAgent(1), Actions(22, two));
    }

    [Fact]
    public void AgentAbsent_AllCallsUsedUp_IsNotLookedForAnyMore()
    {
        CallEvent[] usedUp = [Requested, Created, Joined(), new DispatchBegun(4, At(5)), new DispatchMade(4, "AD_4", At(5))];

        Assert.DoesNotContain(new LookForAgent(4), Actions(60, usedUp));
        Assert.Contains(new LookForAgent(3), Actions(60, [.. usedUp.Take(3), new DispatchBegun(3, At(5)), new DispatchMade(3, "AD_3", At(5))]));
    }

    [Fact]
    public void AgentGone_RoomMayBeGoneToo_IsNotCalledIntoIt()
    {
        CallEvent[] lost = [.. s_live, Left("PA_2", ParticipantKind.Agent, 10), new DispatchLost(1, At(30))];

        Assert.DoesNotContain(Actions(31, [.. lost, new RoomNotSeen(At(30))]), a => a is DispatchAgent);
        Assert.Contains(Actions(37, [.. lost, new RoomNotSeen(At(30)), new RoomSeen(Sid, At(36))]), a => a is DispatchAgent);
    }
}
