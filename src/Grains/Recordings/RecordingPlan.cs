using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Recordings;

/// <summary>Decides when a recorder is started, restarted, looked at, stopped, and when its object is looked for.</summary>
internal static class RecordingPlan
{
    // A recorder whose worker died is shown as running for ever and answers no request to stop.
    private const int MostRequestsToStopALostOne = 3;

    // A silo that was down for days must not take its first failure for the bucket's last word.
    private const int FailuresThatAreNoHiccup = 8;

    public static void Add(PlanBuilder plan, CallState call)
    {
        if (call.Request!.RecordingKey is not { } firstKey || call.Room.Sid is null || call.StartFailure is not null)
        {
            return;
        }

        var ending = plan.EndDueAt(call) is { } end && end <= plan.Now;
        if (call.EndedAt() is null && !ending && !call.Room.InDoubt) // in doubt, the next look says whether there is anything to record
        {
            KeepRecording(plan, call, firstKey);
        }

        foreach (var (attempt, start) in call.Recording.Starts.Where(s => !call.Recording.IsSettled(s.Value)))
        {
            if (call.Recording.EgressOf(start.Key) is { } egress)
            {
                BringHome(plan, call, start, egress, ending);
            }
            else
            {
                FindLost(plan, call, attempt, start, ending);
            }
        }

        StopStrays(plan, call, firstKey);
    }

    // At most one recorder at a time; a new one only after the last is known to have ended or never to have begun.
    private static void KeepRecording(PlanBuilder plan, CallState call, string firstKey)
    {
        var (attempt, last) = call.Recording.Starts.LastOrDefault();
        if (last is null)
        {
            plan.Do(new StartEgress(1, firstKey), call.Room.CreatedAt!.Value, plan.Timings.Quick);
            return;
        }

        foreach (var stalled in call.Running())
        {
            StopStalled(plan, call, stalled);
        }

        var running = call.Running().Where(e => !IsLost(plan, call, e)).ToList();
        foreach (var surplus in running.SkipLast(1))
        {
            plan.Do(new StopEgress(surplus.EgressId), plan.Now, Backoff.Every(plan.Timings.EgressStopGrace));
        }

        var egress = call.Recording.EgressOf(last.Key);
        if (running.Count is 0 && (egress is not null || last.FailedAt is not null))
        {
            Restart(plan, call, firstKey, attempt, EndOf(plan, call, last, egress), egress);
        }
    }

    // LiveKit says for ever that a recorder is at work whose worker died; so it does of one that hangs in its start.
    private static void StopStalled(PlanBuilder plan, CallState call, EgressReport egress)
    {
        if (StalledAt(plan, call, egress) is not { } stalled)
        {
            return;
        }

        var stop = new StopEgress(egress.EgressId);
        if (stalled > plan.Now)
        {
            plan.LookAt(stalled);
        }
        else if (plan.Log.For(stop.Id).Count < MostRequestsToStopALostOne)
        {
            plan.Do(stop, stalled, Backoff.Every(plan.Timings.EgressStopGrace));
        }
    }

    private static DateTimeOffset? StalledAt(PlanBuilder plan, CallState call, EgressReport egress)
    {
        if (egress.Status is EgressStatus.Active)
        {
            return call.LeftRoomAt(egress) + plan.Timings.EgressStartGrace;
        }

        // A look since then said so: that it became active may have been told by a webhook that was lost.
        var audible = Times.Later(call.FirstHumanAudioAt(), call.Recording.Starts.Values.First(s => s.Key == egress.Key).BegunAt);
        var looks = plan.Log.For(new LookAtEgress().Id);
        return call.FirstHumanAudioAt() is not null && looks.LastAnsweredAt >= audible + plan.Timings.EgressStartGrace
            ? looks.LastAnsweredAt
            : null;
    }

    // The room saw it leave; or it was asked to stop its start to no avail, as a look afterwards says.
    private static bool IsLost(PlanBuilder plan, CallState call, EgressReport egress)
    {
        if (egress.Status is EgressStatus.Active)
        {
            return StalledAt(plan, call, egress) <= plan.Now;
        }

        var stops = plan.Log.For(new StopEgress(egress.EgressId).Id);
        return stops.Count >= MostRequestsToStopALostOne && plan.Log.For(new LookAtEgress().Id).LastAnsweredAt > stops.LastEndedAt;
    }

    // By LiveKit's word where it gives one: it may leave the time out, and a time to come cannot be waited for.
    private static DateTimeOffset EndOf(PlanBuilder plan, CallState call, EgressStart start, EgressReport? egress)
    {
        DateTimeOffset?[] told = egress is null ? [start.FailedAt]
            : egress.IsRunning() ? [call.LeftRoomAt(egress)]
            : [egress.EndedAt, egress.UpdatedAt];
        return told.FirstOrDefault(at => at <= plan.Now) ?? start.BegunAt!.Value;
    }

    private static void Restart(
        PlanBuilder plan, CallState call, string firstKey, int attempt, DateTimeOffset ended, EgressReport? egress)
    {
        var somebodyToRecord = egress?.Status switch
        {
            null => true,
            EgressStatus.Aborted => call.HumanPresent() && call.FirstHumanAudioAt() is not null,
            _ => call.HumanPresent(),
        };
        var used = call.AttemptsUsed(plan.Timings);
        if (somebodyToRecord && used < plan.Timings.MaxEgressAttempts && attempt < plan.Timings.MaxEgressStarts)
        {
            var next = attempt + 1;
            // A recorder that ends well usually does so because its room closed, and that news is on its way. One that is
            // still uploading records no more, and may be doing so for ever.
            var wait = egress is null ? plan.Timings.Shortage.After(call.RefusedInARow())
                : egress.Status is EgressStatus.Complete or EgressStatus.Ending ? plan.Timings.EndLook
                : plan.Timings.Steady.After(used);
            plan.Do(new StartEgress(next, RecordingKeys.Next(firstKey, next)), ended + wait, plan.Timings.Steady);
        }
    }

    // Asked for, and nothing is known of a recorder: the request may still be on its way, and LiveKit may place one for more than a
    // minute, whatever it answered. So it is looked for that long, and then the bucket decides.
    private static void FindLost(PlanBuilder plan, CallState call, int attempt, EgressStart start, bool ending)
    {
        var asked = plan.Log.For(new StartEgress(attempt, start.Key).Id);
        if (start.FailedAt is null && !asked.Running)
        {
            // By an activation that is gone, or never, where what comes before failed.
            plan.Do(new FindLostEgress(attempt, start.Key), asked.LastEndedAt ?? start.BegunAt!.Value + plan.Timings.LostAnswerGrace, plan.Timings.Steady);
        }

        var look = new LookAtEgress();
        var looks = plan.Log.For(look.Id);
        if (start.FailedAt is { } failed && looks.LastAnsweredAt >= failed + plan.Timings.EgressStartWindow)
        {
            Find(plan, call, start, expected: false);
        }
        else if (start.FailedAt is not null || ending || call.EndedAt() is not null)
        {
            var interval = ending && call.EndedAt() is null ? plan.Timings.EgressEndLook.First : plan.Timings.EgressEndLook.After(looks.Count);
            plan.Repeat(look, interval, Times.Later(start.BegunAt, start.FailedAt)!.Value);
        }
    }

    private static void BringHome(PlanBuilder plan, CallState call, EgressStart start, EgressReport egress, bool ending)
    {
        if (egress.IsTerminal())
        {
            Find(plan, call, start, egress.EndedWell());
            return;
        }

        var roomEnded = call.EndedAt();
        if (roomEnded is { } gone && gone + plan.Timings.EgressLostAfter <= plan.Now)
        {
            Find(plan, call, start, expected: false); // LiveKit shows it as running for ever: the bucket decides
            return;
        }

        if (ending && roomEnded is null)
        {
            plan.Do(new StopEgress(egress.EgressId), plan.EndDueAt(call)!.Value, Backoff.Every(plan.Timings.EgressStopGrace));
        }

        WatchEgress(plan, call, start, egress, ending);
    }

    // Under a key of the call's: one that runs on after its room, one in another room of this name, one nobody asked for.
    private static void StopStrays(PlanBuilder plan, CallState call, string firstKey)
    {
        foreach (var egress in call.Recording.Egresses.Values.Where(e => e.IsRunning() && RecordingKeys.AreOf(firstKey, e.Key)))
        {
            var stop = new StopEgress(egress.EgressId);
            if (call.StrayedAt(egress, plan.Timings) is { } since
                && (plan.Now < since + plan.Timings.EgressLostAfter || plan.Log.For(stop.Id).Count < MostRequestsToStopALostOne))
            {
                plan.Do(stop, since, plan.Timings.Steady);
            }
        }
    }

    private static void WatchEgress(PlanBuilder plan, CallState call, EgressStart start, EgressReport egress, bool ending)
    {
        var look = new LookAtEgress();
        if (call.EndedAt() is { } ended)
        {
            var tries = plan.Log.For(look.Id).Count;
            plan.Repeat(look, plan.Timings.EgressEndLook.After(tries), ended);
            plan.LookAt(ended + plan.Timings.EgressLostAfter);
        }
        else if (ending)
        {
            plan.Repeat(look, plan.Timings.EgressEndLook.First, plan.EndDueAt(call)!.Value);
        }
        else if (egress.Status is EgressStatus.Starting or EgressStatus.Unknown && call.FirstHumanAudioAt() is { } audible)
        {
            plan.Repeat(look, plan.Timings.EgressStartGrace, audible);
        }
        else if (egress.Status is EgressStatus.Ending)
        {
            plan.Repeat(look, plan.Timings.EgressEndLook.After(plan.Log.For(look.Id).Count), egress.UpdatedAt ?? start.BegunAt!.Value);
        }
        else if (call.LeftRoomAt(egress) is { } left && left + plan.Timings.EgressStartGrace > plan.Now)
        {
            plan.Repeat(look, plan.Timings.EgressEndLook.First, left); // usually it has ended, and that news is on its way
        }
        else
        {
            plan.Repeat(look, plan.Timings.EgressLook, call.Room.CreatedAt!.Value);
        }
    }

    // A bucket that cannot be read proves nothing; but one that may not be read, or that is none any more, would be asked for ever.
    private static void Find(PlanBuilder plan, CallState call, EgressStart start, bool expected)
    {
        var find = new FindRecording(start.Key, GiveUp: false);
        var tries = plan.Log.For(find.Id);
        var wait = tries.FailuresInARow > 0 ? plan.Timings.Bucket.After(tries.FailuresInARow) : plan.Timings.Steady.After(tries.Answered);
        plan.Do(
            find with
            {
                GiveUp = !expected || tries.FirstAnsweredAt + plan.Timings.ObjectPatience <= plan.Now,
                GiveUpUnread = tries.FailuresInARow >= FailuresThatAreNoHiccup
                    && (call.EndedAt() ?? start.BegunAt) + plan.Timings.BucketPatience <= plan.Now,
            },
            plan.Now,
            Backoff.Every(wait));
    }
}
