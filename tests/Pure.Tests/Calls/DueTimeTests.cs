using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
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

        var plan = CallPlan.For(After(healthy), new ActionLog { Written = null }, s_timings, At(30));

        Assert.Equal((At(0.1).AddSeconds(80), At(632)), (plan.LookAgainAt, plan.DeadlineAt));
    }

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

    private static DateTimeOffset? Due(CallState call, double now, double? lookAgain) =>
        DueTime.For(call, new CallPlan([], lookAgain is { } at ? At(at) : null, IsComplete: false), s_timings, At(now));
}
