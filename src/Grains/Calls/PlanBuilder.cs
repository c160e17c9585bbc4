namespace OrleansCalls.Grains.Calls;

/// <summary>Gathers a plan. Pacing is here, so that the parts say only what is wanted from when on.</summary>
internal sealed class PlanBuilder(ActionLog log, CallTimings timings, DateTimeOffset now)
{
    private readonly List<CallAction> _actions = [];
    private DateTimeOffset? _lookAgainAt;
    private DateTimeOffset? _deadlineAt;
    private bool _running;

    public ActionLog Log => log;

    public CallTimings Timings => timings;

    public DateTimeOffset Now => now;

    /// <summary>Do this from then on until it has worked, with growing waits between the tries.</summary>
    public void Do(CallAction action, DateTimeOffset from, Backoff backoff)
    {
        var tries = log.For(action.Id);
        Want(action, tries, Times.Later(from, tries.LastEndedAt + backoff.After(tries.Count))!.Value, isRoutine: false);
    }

    /// <summary>Do this regularly, with growing waits while it fails; <paramref name="since"/> counts as the first time.</summary>
    public void Repeat(CallAction action, TimeSpan interval, DateTimeOffset since)
    {
        var tries = log.For(action.Id);
        var due = Times.Later(since, tries.LastEndedAt)!.Value + interval;
        // Counted from the last failure alone: a 'since' that moves on must not put the next try off for ever.
        var notBefore = tries.FailuresInARow is 0 ? null : tries.LastEndedAt + timings.Steady.After(tries.FailuresInARow);
        Want(action, tries, Times.Later(due, notBefore)!.Value, isRoutine: interval >= timings.RoomLook);
    }

    private void Want(CallAction action, Tries tries, DateTimeOffset due, bool isRoutine)
    {
        if (tries.Running || due <= now)
        {
            if (!isRoutine)
            {
                _deadlineAt = now; // it may fail, and would be tried again at once
            }

            if (tries.Running)
            {
                _running = true;
            }
            else
            {
                Begin(action);
            }
        }
        else if (isRoutine)
        {
            _lookAgainAt = Times.Earlier(_lookAgainAt, due);
        }
        else
        {
            LookAt(due);
        }
    }

    // Two parts of a plan may want the same.
    private void Begin(CallAction action)
    {
        if (!_actions.Contains(action))
        {
            _actions.Add(action);
        }
    }

    /// <summary>Plan again at this time.</summary>
    public void LookAt(DateTimeOffset when)
    {
        when = when > now ? when : now;
        _lookAgainAt = Times.Earlier(_lookAgainAt, when);
        _deadlineAt = Times.Earlier(_deadlineAt, when);
    }

    /// <summary>Whether anything is wanted so far, now or later.</summary>
    public bool IsIdle => _actions.Count is 0 && _lookAgainAt is null && !_running;

    public CallPlan Build() => new(_actions, _lookAgainAt, IsIdle) { DeadlineAt = _deadlineAt, IsUnderWay = _running || _actions.Count > 0 };
}
