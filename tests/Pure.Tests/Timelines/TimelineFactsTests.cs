using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Timelines;
using OrleansCalls.Pure.Tests.Calls;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Timelines;

public sealed class TimelineFactsTests
{
    [Fact]
    public void Of_AnUntroubledCall_TellsItsWholeLife()
    {
        var told = Told(new CallState(), Untroubled).Select(f => f.Result is null ? f.What : $"{f.What}: {f.Result}");

        Assert.Equal(
            [
                "call.requested: on-demand", "room.created: RM_own", "call.in-progress", "recorder.requested: recorder 1",
                "agent.requested: dispatch 1", "recorder.starting: EG_1", "agent.dispatched: AD_1",
                "participant.joined: PA_2 (agent)", "participant.joined: PA_1 (human)", "participant.heard: PA_1 (human)",
                "recorder.active: EG_1", "transcript.received: segments", "end.requested", "recorder.ending: EG_1",
                "recorder.complete: EG_1", "participant.left: PA_1 (human)", "participant.left: PA_2 (agent)",
                "room.finished: RM_own", "call.completed", "recording.found: recorder 1, 65000 bytes",
                "summary.made: by the model, 4 lines", "row.written",
            ],
            told);
    }

    [Fact]
    public void Of_ASummaryWhoseItemsWereLeftOut_TellsHowMany()
    {
        var fact = Assert.Single(Told(After(Untroubled), [Summary(60).WithEvidence() with { TranscriptHash = "other" }]));

        Assert.Equal("by the model, 4 lines; left out without evidence: 1 of its decisions, 2 of its next actions", fact.Result);
    }

    [Fact]
    public void Of_WhatIsKnown_TellsNothing()
    {
        var call = After([.. Untroubled, .. Trouble]);

        Assert.Empty(Told(call, [.. Untroubled, .. Trouble]));
    }

    [Fact]
    public void Of_AFact_HasTheTimeAtWhichItHappened()
    {
        var call = After(Requested, Created, Joined());

        var left = Assert.Single(Told(call, [Left(at: 32)]));

        Assert.Equal(("participant.left", At(32)), (left.What, left.At));
    }

    [Theory]
    [InlineData(EgressStatus.Failed, "recorder.failed")]
    [InlineData(EgressStatus.LimitReached, "recorder.limit-reached")]
    [InlineData(EgressStatus.Aborted, "recorder.aborted")]
    public void Of_ARecorderThatEndsBadly_TellsTheError(EgressStatus status, string what)
    {
        var call = After(Requested, Created, new EgressStartBegun(1, Key, At(0.1)), Egress(EgressStatus.Active, 3));

        var fact = Assert.Single(Told(call, [Egress(status, 9, error: "worker gone")]));

        Assert.Equal((what, At(9), "EG_1: worker gone"), (fact.What, fact.At, fact.Result));
    }

    [Fact]
    public void Of_ARecorderThatWasOnlyLookedAt_TellsNothing()
    {
        var call = After(Requested, Created, new EgressStartBegun(1, Key, At(0.1)), Egress(EgressStatus.Active, 3));

        Assert.Empty(Told(call, [Egress(EgressStatus.Active, 60)]));
    }

    [Fact]
    public void Of_AStrayRoom_TellsItApart()
    {
        var call = After([.. Untroubled]);

        var told = Told(call,
        [
            new RoomSeen("RM_stray", At(40)), Joined("PA_9", at: 40) with { RoomSid = "RM_stray" }, new RoomSeen("RM_stray", At(41)),
            new RoomFinished("RM_stray", At(42)),
        ]);

        Assert.Equal(["stray-room.seen", "stray-room.participant.joined", "stray-room.finished"], told.Select(f => f.What));
    }

    [Fact]
    public void Of_ARoomThatIsMissedAndFoundAgain_TellsBoth()
    {
        var call = After(Requested, Created, Joined());

        var told = Told(call,
        [
            new RoomNotSeen(At(20)), new RoomNotSeen(At(26)), new RoomSeen(Sid, At(27)), new RoomNotSeen(At(40)), new RoomNotSeen(At(41)),
            new RoomNotSeen(At(46)),
        ]);

        Assert.Equal(
            ["room.not-found", "call.completed", "room.found-again", "call.in-progress", "room.not-found", "call.completed"],
            told.Select(f => f.What));
    }

    [Fact]
    public void Of_ASummary_TellsOneThatIsReplacedAndNotOneThatStillFits()
    {
        var call = After([.. Untroubled.SkipLast(2), Summary(40, SummarySource.Heuristic, provisional: true)]);

        Assert.Empty(Told(call, [Summary(41, SummarySource.Heuristic, provisional: true)]));
        Assert.Equal("by the model, 4 lines", Assert.Single(Told(call, [Summary(42)])).Result);
        Assert.Equal(
            "by rule, 4 lines, until the model answers",
            Assert.Single(Told(After([.. Untroubled.SkipLast(2)]), [Summary(40, SummarySource.Heuristic, provisional: true)])).Result);
    }

    [Fact]
    public void Of_ASummaryAskedForAnew_TellsTheRequestAndWhatCameOfItOnce()
    {
        var told = Told(After([.. Untroubled]), [.. Anew]);

        Assert.Equal(
            ["summary.requested", "summary.not-remade", "summary.requested", "summary.not-remade", "summary.requested"], told.Select(f => f.What));
        Assert.Equal(("away", At(63)), (told[1].Result, told[1].At));
        Assert.Equal("summary.remade", Assert.Single(Told(After([.. Untroubled]), [new SummaryRequestAnswered(1, At(62), null)])).What);
    }

    private static List<TimelineFact> Told(CallState call, IReadOnlyList<CallEvent> events)
    {
        var told = new List<TimelineFact>();
        foreach (var e in events)
        {
            var before = call;
            call = call.Apply(e);
            told.AddRange(TimelineFacts.Of(before, e, call, At(99)));
        }

        return told;
    }
}
