using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Grains.Rooms;

/// <summary>Decides when the room is made, looked at and closed.</summary>
internal static class RoomPlan
{
    // LiveKit's idle check runs once a second, and its clock is not ours.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    public static void Add(PlanBuilder plan, CallState call)
    {
        if (call.StartFailure is { } failure)
        {
            CleanUpAfter(plan, call, failure);
        }
        else if (call.Room.Sid is null)
        {
            Make(plan, call.Request!);
        }
        else if (call.EndedAt() is null)
        {
            Watch(plan, call);
            CloseInTime(plan, call);
        }
        else if (call.Room.StrayAlive)
        {
            plan.Do(new DeleteRoom(DeleteRoom.Stray), call.EndedAt()!.Value, plan.Timings.Steady);
        }
    }

    private static void Make(PlanBuilder plan, CallRequested request)
    {
        if (plan.Now >= request.At + plan.Timings.StartDeadline)
        {
            plan.Do(new AbandonStart(), plan.Now, plan.Timings.Quick);
            return;
        }

        plan.LookAt(request.At + plan.Timings.StartDeadline);
        if (plan.Now < request.At + plan.Timings.CreateRoomWindow)
        {
            plan.Do(new CreateRoom(), request.At, plan.Timings.Quick);
        }
    }

    // A request that timed out may still make the room: gone means deleted, or absent for a while.
    private static void CleanUpAfter(PlanBuilder plan, CallState call, StartFailed failure)
    {
        if (plan.Log.For(new CreateRoom().Id).Running)
        {
            plan.LookAt(plan.Now + plan.Timings.CreateRoomWindow); // it may still make the room
        }

        var absentSince = call.Room.FirstNotSeenAt;
        var absentUntil = call.Room.NotSeenAt.Cast<DateTimeOffset?>().FirstOrDefault();
        var deleted = call.Room.DeletedAt is not null && !(call.Room.CreatedAt > call.Room.DeletedAt);
        var gone = deleted || absentUntil - absentSince >= plan.Timings.FailedStartWatch;
        if (!gone || call.Room.AnyAlive)
        {
            var interval = absentSince is null ? plan.Timings.Steady : Backoff.Every(plan.Timings.FailedStartWatch / 2);
            plan.Do(new DeleteRoom("failed-start"), failure.At, interval);
        }
    }

    private static void Watch(PlanBuilder plan, CallState call)
    {
        var look = new LookAtRoom();
        if (call.Room.InDoubt)
        {
            plan.Repeat(look, plan.Timings.EndLook, call.Room.NotSeenAt[0]);
            return;
        }

        var created = call.Room.CreatedAt!.Value;
        var goneBy = call.Humans().Any()
            ? call.LastHumanLeftAt() + plan.Timings.DepartureTimeout
            : created + call.Request!.Start.CallType.EmptyTimeout() * plan.Timings.Scale;
        var deletion = plan.Log.For(new DeleteRoom("end").Id);
        var closedAt = deletion.Answered > 0 ? deletion.LastEndedAt : null;
        if ((closedAt ?? goneBy + Slack) is { } gone && gone <= plan.Now)
        {
            plan.Repeat(look, Overdue(plan, gone), gone - plan.Timings.EndLook);
            return;
        }

        plan.Repeat(look, call.MissesARecorder() ? plan.Timings.EgressStartGrace : plan.Timings.RoomLook, created);
        if (goneBy is { } expected)
        {
            plan.LookAt(expected + Slack);
        }
    }

    // LiveKit may list a room for long that should be gone: the longer, the less often it is looked at.
    private static TimeSpan Overdue(PlanBuilder plan, DateTimeOffset gone)
    {
        var since = (plan.Log.For(new LookAtRoom().Id).LastAnsweredAt - gone) / 10;
        return since > plan.Timings.RoomLook ? plan.Timings.RoomLook : since > plan.Timings.EndLook ? since.Value : plan.Timings.EndLook;
    }

    // The recorder ends first, so that the end of the call is on the recording.
    private static void CloseInTime(PlanBuilder plan, CallState call)
    {
        if (plan.EndDueAt(call) is not { } end || call.Room.InDoubt)
        {
            return; // in doubt, looks decide: LiveKit said that the room is not there
        }

        if (end > plan.Now)
        {
            plan.LookAt(end);
            return;
        }

        plan.Do(new DeleteRoom("end"), RecorderDoneBy(plan, call, end), Backoff.Every(plan.Timings.EgressStopGrace));
    }

    // A turn that comes late asks the recorder to stop only now.
    private static DateTimeOffset RecorderDoneBy(PlanBuilder plan, CallState call, DateTimeOffset end)
    {
        if (!call.Recording.AnyRecorderRunning())
        {
            return end;
        }

        var asked = call.Running().Select(e => plan.Log.For(new StopEgress(e.EgressId).Id)).Select(tries => tries.Count switch
        {
            0 => plan.Now,
            1 => tries.LastEndedAt!.Value,
            _ => end,
        });
        return asked.Append(end).Max() + plan.Timings.EgressStopGrace;
    }
}
