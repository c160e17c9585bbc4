using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Sessions;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

/// <summary>When the sweep looks: somewhat later than the call itself would, and moved seldom.</summary>
public class DueTimeTests
{
    private static readonly CallTimings s_timings = new();
    private static readonly CallState s_live = After(Requested, Created);

    [Fact]
    public void Complete_IsNeverDue() => Assert.Null(DueTime.For(s_live with { DueAt = At(99) }, new CallPlan([], null, IsComplete: true), s_timings, Noon));

    [Fact]
    public void Healthy_IsDueInFiveMinutes() => Assert.Equal(At(300), Due(s_live, 0, lookAgain: 75));

    [Theory]
    [InlineData("starting")]
    [InlineData("ending")]
    [InlineData("ended")]
    public void Busy_IsDueInHalfAMinute(string how) => Assert.Equal(At(130), Due(how switch
    {
        "starting" => After(Requested),
        "ending" => s_live.Apply(EndAsked),
        _ => s_live.Apply(Finished),
    }, 100, lookAgain: 101));

    [Fact]
    public void NothingToLookAt_ButSomethingRuns_IsDueAllTheSame() => Assert.Equal(At(300), Due(s_live, 0, lookAgain: null));

    [Theory]
    [InlineData(120, 135)] // the agent is missed, say
    [InlineData(101, 130)]
    [InlineData(632, 400)]
    public void SomethingIsToBeDoneSoon_IsDueSoonAfter(double deadline, double due) => Assert.Equal(
        At(due),
        DueTime.For(s_live, new CallPlan([], At(101), IsComplete: false) { DeadlineAt = At(deadline) }, s_timings, At(100)));

    [Fact]
    public void HealthyCall_HasNoDeadlineButItsTime()
    {
        CallEvent[] healthy = [Requested with { RecordingKey = null }, Created, new DispatchBegun(1, At(0)), new DispatchMade(1, "AD", At(1)), Joined("PA_2", ParticipantKind.Agent, 1), Joined()];

        var call = WithItsRow(After(healthy));
        var plan = CallPlan.For(call, new ActionLog(), s_timings, At(30));

        Assert.Equal((At(0.1).AddSeconds(80), At(632), false), (plan.LookAgainAt, plan.DeadlineAt, plan.IsUnderWay));
    }

    [Fact]
    public void HealthyCall_IsLookedAt_HasNoDeadlineButItsTime()
    {
        var call = WithItsRow(After(Requested with { RecordingKey = null }, Created, new DispatchBegun(1, At(0)), new DispatchMade(1, "AD", At(1)), Joined("PA_2", ParticipantKind.Agent, 1), Joined()));

        var begins = CallPlan.For(call, new ActionLog(), s_timings, At(81));
        var runs = CallPlan.For(call, new ActionLog().Begin(Assert.Single(begins.Actions)), s_timings, At(82));

        Assert.All([begins, runs], plan => Assert.Equal((At(632), At(632), true), (plan.LookAgainAt, plan.DeadlineAt, plan.IsUnderWay)));
    }

    [Fact]
    public void WhatMayFail_IsDueSoon_WhileItRuns()
    {
        var unwritten = After(Requested with { RecordingKey = null }, Created, new DispatchBegun(1, At(0)), new DispatchMade(1, "AD", At(1)));
        var writing = Assert.Single(CallPlan.For(unwritten, new ActionLog(), s_timings, At(30)).Actions);

        var plan = CallPlan.For(unwritten, new ActionLog().Begin(writing), s_timings, At(31));

        Assert.Equal((0, true, At(61)), (plan.Actions.Count, plan.IsUnderWay, DueTime.For(unwritten, plan, s_timings, At(31))));
    }

    // The activation may die before the look ends, or right after it: what the look brings is often not stored.
    [Theory]
    [InlineData(false, 400)]
    [InlineData(true, 130)]
    public void SomethingRuns_IsNotDueAsLateAsTheNextDeadline(bool over, double due) => Assert.Equal(
        At(due),
        DueTime.For(
            over ? s_live.Apply(Finished) : s_live,
            new CallPlan([], At(1832), IsComplete: false) { DeadlineAt = At(1832), IsUnderWay = true }, s_timings, At(100)));

    [Fact]
    public void LooksLate_IsDueAQuarterMinuteAfterTheLook() =>
        Assert.Equal(At(615), Due(s_live.Apply(Finished), 60, lookAgain: 600)); // its own timer comes first

    [Theory]
    [InlineData(200, 200)] // soon enough: not moved
    [InlineData(116, 116)]
    [InlineData(115, 400)] // within the quarter minute in which the call itself may be looking
    [InlineData(90, 400)] // over
    [InlineData(400, 400)]
    [InlineData(401, 400)] // later than wanted
    public void AlreadyDue_IsMovedOnlyWhenNeeded(double already, double due) =>
        Assert.Equal(At(due), Due(s_live with { DueAt = At(already) }, 100, lookAgain: 175));

    private static CallState WithItsRow(CallState call) => call.Apply(new SessionWritten(1, SessionRow.From(call).Digest(), null));

    private static DateTimeOffset? Due(CallState call, double now, double? lookAgain) =>
        DueTime.For(call, new CallPlan([], lookAgain is { } at ? At(at) : null, IsComplete: false), s_timings, At(now));
}
