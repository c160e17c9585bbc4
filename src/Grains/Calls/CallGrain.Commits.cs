using Microsoft.Extensions.Logging;
using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Timelines;

namespace OrleansCalls.Grains.Calls;

/// <summary>How facts become state: applied, planned for, and written in one commit.</summary>
internal sealed partial class CallGrain
{
    /// <summary>Stores the events, together with the intent of whatever the plan begins because of them, and begins it.</summary>
    /// <returns>When the call is due, where that alone could have changed and nothing was written.</returns>
    private async Task<DateTimeOffset?> CommitAsync(IReadOnlyList<CallEvent> events, string cause)
    {
        var now = clock.Now;
        var next = Apply(_call, events, cause);
        foreach (var outcome in _runner.TakeOutcomes())
        {
            next = Apply(next, outcome);
        }

        if (_actions.Written is { } written && !CallJson.SameFacts(next, _call))
        {
            next = Apply(next, [written], "write-row");
        }

        var plan = CallPlan.For(next, _actions, timings, now);
        foreach (var action in plan.Actions)
        {
            next = action.Intent(now) is { } intent ? Apply(next, [intent], ActionCause.Of(action, next)) : next;
        }

        var due = DueTime.For(next, plan, timings, now);
        var changed = await WriteAsync(next with { DueAt = due });
        foreach (var action in plan.Actions)
        {
            _actions = _actions.Begin(action);
        }

        _runner.Begin([.. plan.Actions.Select(a => new WorkOrder(Room, _call, Revision, a))]);
        _runner.LookAgain(plan.LookAgainAt - now);
        if (plan.IsComplete)
        {
            Leave();
        }

        return changed ? null : due;
    }

    private Task<DateTimeOffset?> CommitAsync() => CommitAsync([], cause: "");

    /// <summary>Stores the events and begins nothing yet; should this be all that is ever stored, the sweep finds the call.</summary>
    private Task<bool> StoreAsync(IReadOnlyList<CallEvent> events, string cause) =>
        WriteAsync(Apply(_call, events, cause) with { DueAt = _call.DueAt ?? clock.Now + timings.SweepWhileBusy });

    private CallState Apply(CallState call, IReadOnlyList<CallEvent> events, string cause)
    {
        foreach (var e in events.Where(e => call.IsNews(e)))
        {
            var before = call;
            call = call.Apply(e);
            if (call.Erasure is not null)
            {
                continue; // nothing is told any more
            }

            foreach (var fact in TimelineFacts.Of(before, e, call, clock.Now))
            {
                _notes.Note(fact, cause, clock.Now);
            }
        }

        return call;
    }

    private CallState Apply(CallState call, Outcome outcome)
    {
        var next = Apply(call, outcome.Events, outcome.Action.Name);
        if (outcome.Trouble is not null || (outcome.Action.IsTold && CallJson.SameFacts(next, call)))
        {
            _notes.Note(outcome.Action, outcome.Cause, outcome.Trouble ?? "done", clock.Now);
        }

        return next;
    }

    private async Task<bool> WriteAsync(CallState next)
    {
        if (next.Erasure is not null)
        {
            _notes.Take();
        }

        // The sweep moves a due time that has passed; what waits for the timeline is written with it.
        if (CallJson.SameFacts(next, _call) && (_notes.IsEmpty || !(_call.DueAt <= clock.Now)))
        {
            return false;
        }

        var change = next.Erasure is null ? CallSnapshots.Change(Room, _call, next) : null;
        try
        {
            if (next.Erasure?.ForgottenAt is not null)
            {
                await stored.ClearStateAsync();
                next = new CallState();
            }
            else
            {
                stored.State = next with { News = _notes.Take(), Change = change, CustomerEvents = Tell(next) };
                await stored.WriteStateAsync();
            }
        }
        catch
        {
            Leave();
            throw;
        }

        LogChange(_call, next);
        meter.Count(_call, next, clock.Now);
        _call = next;
        if (change is not null)
        {
            _newest.Changed(Revision);
        }
        else if (!IsThere)
        {
            _newest.Wake(); // there is nothing to be watched any more
        }

        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
        return true;
    }

    private IReadOnlyList<CustomerEvent>? Tell(CallState next) => next.Erasure is null
        ? CustomerEvents.Between(Room, _call, next, addresses, clock.Now)
        : CustomerEvents.OfErasure(Room, _call, next);

    // The activation does not end while somebody watches it.
    private void Leave()
    {
        _newest.Wake();
        DeactivateOnIdle();
    }

    private void LogChange(CallState before, CallState after)
    {
        if (before.Erasure is not null || after.Erasure is not null)
        {
            LogErasure(before.Erasure, after.Erasure);
        }
        else if (before.Status() != after.Status() || before.Phase() != after.Phase())
        {
            LogChange(log, Room, after.Status(), after.Phase());
        }
    }

    [LoggerMessage(LogLevel.Information, "Call {Room} is {Status}, {Phase}")]
    private static partial void LogChange(ILogger log, string room, CallStatus status, CallPhase phase);
}
