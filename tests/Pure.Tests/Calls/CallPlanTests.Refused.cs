using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

/// <summary>Starts of recorders that failed, and whose recorder may run nevertheless: LiveKit tries for more than a minute.</summary>
public partial class CallPlanTests
{
    private static readonly CallEvent[] s_unsure =
        [Requested, Created, Joined(), Speaking(), new EgressStartBegun(1, Key, At(28)), new EgressStartFailed(1, "503 unavailable", At(29))];

    [Fact]
    public void RecorderRefusedByAnOverloadedLiveKit_IsLookedForWhileAnotherIsAskedFor()
    {
        Assert.Contains(new StartEgress(2, SecondKey), Actions(30, s_unsure));
        Assert.Contains(new LookAtEgress(), Actions(32, s_unsure));
        Assert.DoesNotContain(new LookAtEgress(), Actions(32, [.. s_unsure, new EgressStartFailed(1, "404", At(29)) { Refused = true }]));
    }

    [Fact]
    public void RecorderThatAppearsAfterItsStartFailed_GivesWayToTheOtherOne()
    {
        CallEvent[] two = [.. s_unsure, new EgressStartBegun(2, SecondKey, At(30)), Egress(EgressStatus.Active, 31, "EG_2", SecondKey), Egress(EgressStatus.Starting, 60)];

        Assert.Contains(new StopEgress("EG_1"), Actions(61, two));
    }

    [Fact]
    public void Ending_RecorderMayStillAppear_TheRoomStaysForTenSeconds()
    {
        CallEvent[] ending = [.. s_unsure, EndAsked];

        Assert.DoesNotContain(Actions(39.9, ending), a => a is DeleteRoom);
        Assert.Contains(new LookAtEgress(), Actions(33, ending));
        Assert.Contains(new DeleteRoom("end"), Actions(40, ending));
        Assert.Contains(new StopEgress("EG_1"), Actions(34, [.. ending, Egress(EgressStatus.Active, 33)]));
    }

    [Fact]
    public void Ended_RecorderMayStillAppear_IsLookedForUntilItCannot_ThenTheBucketDecides()
    {
        CallEvent[] ended = [.. s_unsure, Finished, Summary(50)];
        var call = Written(After(ended));
        var (early, late) = (Tried(new ActionLog(), new LookAtEgress(), 103.9), Tried(new ActionLog(), new LookAtEgress(), 104));

        Assert.Equal([new LookAtEgress()], CallPlan.For(call, early, s_timings, At(110)).Actions);
        Assert.Equal([new FindRecording(Key, GiveUp: true)], CallPlan.For(call, late, s_timings, At(104)).Actions);
        Assert.True(CallPlan.For(Written(After([.. ended, new RecordingMissing(Key, "not there", At(105))])), late, s_timings, At(105)).IsComplete);
        Assert.True(CallPlan.For(Written(After([.. ended, new EgressStartFailed(1, "no", At(30)) { Refused = true }])), late, s_timings, At(50)).IsComplete);
    }

    [Fact]
    public void Ended_RecorderThatAppearsLate_IsBroughtHome()
    {
        CallEvent[] late = [.. s_unsure, Finished, Egress(EgressStatus.Complete, 60)];

        Assert.Contains(new FindRecording(Key, GiveUp: false), Actions(61, late));
    }
}
