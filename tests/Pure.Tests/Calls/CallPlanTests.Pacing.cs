using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Rooms;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

/// <summary>How often, and after which waits, something is tried.</summary>
public partial class CallPlanTests
{
    [Theory]
    [InlineData(1, 80)] // the regular look is later anyway
    [InlineData(6, 80)]
    public void LookFailed_RegularLookIsLater_IsNotSooner(int failures, double wait)
    {
        var log = Failed(new ActionLog(), new LookAtRoom(), failures, 100);

        Assert.DoesNotContain(new LookAtRoom(), CallPlan.For(After(s_live), log, s_timings, At(99.9 + wait)).Actions);
        Assert.Contains(new LookAtRoom(), CallPlan.For(After(s_live), log, s_timings, At(100 + wait)).Actions);
    }

    [Theory]
    [InlineData(0, 5.5)]
    [InlineData(3, 5.5)] // 4 s would do
    [InlineData(4, 8)]
    [InlineData(6, 30)]
    [InlineData(60, 30)]
    public void RoomShouldBeClosed_LooksFail_WaitsGrowToHalfAMinute(int failures, double wait)
    {
        var call = After([.. s_live, Left()]); // gone by 55
        var log = failures > 0 ? Failed(new ActionLog(), new LookAtRoom(), failures, 100) : Tried(new ActionLog(), new LookAtRoom(), 100);

        Assert.DoesNotContain(new LookAtRoom(), CallPlan.For(call, log, s_timings, At(99.9 + wait)).Actions);
        Assert.Contains(new LookAtRoom(), CallPlan.For(call, log, s_timings, At(100 + wait)).Actions);
    }

    [Fact]
    public void LookAnswered_AfterFailures_WaitsNoLongerThanUsual()
    {
        var call = After([.. s_live, Left()]);
        var log = Tried(Failed(new ActionLog(), new LookAtRoom(), 9, 90), new LookAtRoom(), 100);

        Assert.Contains(new LookAtRoom(), CallPlan.For(call, log, s_timings, At(105.5)).Actions);
    }

    [Fact]
    public void RoomClosedAgainAndAgain_LooksHadFailed_IsLookedAtNevertheless()
    {
        var call = After([.. s_live, EndAsked, Egress(EgressStatus.Complete, 32)]);
        var log = Tried(Failed(new ActionLog(), new LookAtRoom(), 6, 120), new DeleteRoom("end"), 149);

        Assert.Contains(new LookAtRoom(), CallPlan.For(call, log, s_timings, At(150)).Actions);
    }

    [Fact]
    public void Running_IsNotBegunAgain_AndTheCallIsNotComplete()
    {
        var call = After(Untroubled) with { Session = null };
        var plan = CallPlan.For(call, new ActionLog(), s_timings, At(60));
        var running = CallPlan.For(call, plan.Actions.Aggregate(new ActionLog(), (log, action) => log.Begin(action)), s_timings, At(60));

        Assert.NotEmpty(plan.Actions);
        Assert.Empty(running.Actions);
        Assert.False(running.IsComplete);
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(4, 4)]
    [InlineData(40, 4)]
    public void RoomNotMade_WaitsBetweenTriesDoubleToFourSeconds(int tries, double wait)
    {
        var timings = s_timings with { CreateRoomWindow = TimeSpan.FromHours(1), StartDeadline = TimeSpan.FromHours(1) };
        var plan = CallPlan.For(After(Requested), Failed(new ActionLog(), new CreateRoom(), tries, 100), timings, At(100));

        Assert.Empty(plan.Actions);
        Assert.Equal(At(100 + wait), plan.LookAgainAt);
    }

    private static ActionLog Failed(ActionLog log, CallAction action, int times, double at) =>
        Enumerable.Range(0, times).Aggregate(log, (l, _) => l.Begin(action).End(action, answered: false, At(at)));
}
