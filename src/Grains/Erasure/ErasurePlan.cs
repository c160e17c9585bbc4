using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;

namespace OrleansCalls.Grains.Erasure;

/// <summary>
/// Decides what is removed of a call that is to be erased, and for how long it is watched that nothing comes back: until every
/// recorder has ended or is lost, and the bucket was empty twice, an hour apart.
/// </summary>
internal static class ErasurePlan
{
    // A recorder whose worker died is shown as running for ever and answers no request to stop.
    private const int MostRequestsToStopALostOne = 3;

    public static void Add(PlanBuilder plan, CallState call)
    {
        if (call.Erasure!.RemovedAt is null)
        {
            EndAndRemove(plan, call);
        }
        else
        {
            Watch(plan, call);
        }
    }

    // Nothing else is produced meanwhile: no summary, no row, no agent.
    private static void EndAndRemove(PlanBuilder plan, CallState call)
    {
        if (call.Request is not null && call.StartFailure is null && call.EndedAt() is null)
        {
            RoomPlan.Add(plan, call);
            RecordingPlan.Add(plan, call);
            var atMost = call.Erasure!.Requested!.At + plan.Timings.ErasureEndPatience;
            if (atMost > plan.Now)
            {
                plan.LookAt(atMost);
                return;
            }
        }

        plan.Do(new EraseRecords(call.Erasure!.Requested!.UserId), plan.Now, plan.Timings.Erasing);
    }

    private static void Watch(PlanBuilder plan, CallState call)
    {
        var removed = call.Erasure!.RemovedAt!.Value;
        if (call.Erasure.ClosedAt is null || call.Room.AnyAlive)
        {
            plan.Do(new CloseRooms(), removed, plan.Timings.Closing);
        }

        var recordersEnd = call.RecordersEndBy(plan.Timings, plan.Now);
        var haveEnded = recordersEnd <= plan.Now;
        if (!haveEnded)
        {
            StopRecorders(plan, call, removed);
            if (recordersEnd is { } lost)
            {
                plan.LookAt(lost);
            }
        }

        if (EmptyUntil(plan, call, haveEnded) is not { } over)
        {
            return;
        }

        if (over > plan.Now)
        {
            plan.LookAt(over);
        }
        else if (!(call.Room.DeletedAt >= over))
        {
            plan.Do(new CloseRooms(), over, plan.Timings.Closing); // for the last time
        }
        else if (plan.IsIdle)
        {
            plan.Do(new ForgetCall(), plan.Now, plan.Timings.Erasing);
        }
    }

    private static void StopRecorders(PlanBuilder plan, CallState call, DateTimeOffset removed)
    {
        foreach (var running in call.OwnRecorders().Where(e => e.IsRunning()))
        {
            var stop = new StopEgress(running.EgressId);
            if (plan.Log.For(stop.Id).Count < MostRequestsToStopALostOne)
            {
                plan.Do(stop, removed, Backoff.Every(plan.Timings.EgressStopGrace));
            }
        }

        if (call.Recording.Starts.Count + call.Recording.Egresses.Count > 0)
        {
            var look = new LookForRecorders();
            plan.Repeat(look, plan.Timings.EgressEndLook.After(plan.Log.For(look.Id).Count), removed);
        }
    }

    // When the bucket will have been empty for the whole of the watch, as far as is known; null while it was not seen to be.
    private static DateTimeOffset? EmptyUntil(PlanBuilder plan, CallState call, bool recordersHaveEnded)
    {
        var erasure = call.Erasure!;
        if (erasure.Requested?.RecordingKey is null)
        {
            return erasure.RemovedAt!.Value + plan.Timings.ErasureWatch;
        }

        var look = new EraseRecordings();
        var counted = call.CountedLooks();
        if (counted.Count is 0)
        {
            var isFirst = erasure.FoundAt is null && erasure.AbsentAt.IsEmpty;
            if (isFirst || recordersHaveEnded)
            {
                plan.Do(look, erasure.RemovedAt!.Value, plan.Timings.Erasing);
            }

            return null;
        }

        var over = counted[0] + plan.Timings.ErasureWatch;
        if (counted[^1] < over)
        {
            plan.Do(look, over, plan.Timings.Erasing);
            return null;
        }

        return over;
    }
}
