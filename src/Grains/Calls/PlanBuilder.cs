namespace OrleansCalls.Grains.Calls;

/// <summary>Gathers a plan. Pacing is here, so that the parts say only what is wanted from when on.</summary>
internal sealed class PlanBuilder(ActionLog log, CallTimings timings, DateTimeOffset now)
{
    private readonly List<CallAction> _actions = [];
    private DateTimeOffset? _lookAgainAt;
    private bool _running;

    public ActionLog Log => log;

    public CallTimings Timings => timings;

    public DateTimeOffset Now => now;

    /// <summary>Do this from then on until it has worked, with growing waits between the tries.</summary>
    public void Do(CallAction action, DateTimeOffset from, Backoff backoff)
    {
        var tries = log.For(action.Id);
        if (tries.Running)
        {
            _running = true;
            return;
        }

        var due = tries.LastEndedAt is { } last ? Times.Later(from, last + backoff.After(tries.Count))!.Value : from;
        if (due <= now)
        {
            _actions.Add(action);
        }
        else
        {
            LookAt(due);
        }
    }

    /// <summary>Do this regularly, with growing waits while it fails; <paramref name="since"/> counts as the first time.</summary>
    public void Repeat(CallAction action, TimeSpan interval, DateTimeOffset since)
    {
        var tries = log.For(action.Id);
        var last = Times.Later(since, tries.LastEndedAt)!.Value;
        var wait = tries.FailuresInARow is 0 ? interval : Times.Greater((TimeSpan?)interval, timings.Steady.After(tries.FailuresInARow))!.Value;
        if (tries.Running)
        {
            _running = true;
        }
        else if (last + wait <= now)
        {
            _actions.Add(action);
        }
        else
        {
            LookAt(last + wait);
        }
    }

    /// <summary>Plan again at this time.</summary>
    public void LookAt(DateTimeOffset when) => _lookAgainAt = Times.Earlier(_lookAgainAt, when > now ? when : now);

    /// <summary>Whether anything is wanted so far, now or later.</summary>
    public bool IsIdle => _actions.Count is 0 && _lookAgainAt is null && !_running;

    public CallPlan Build() => new(_actions, _lookAgainAt, IsIdle);
}
