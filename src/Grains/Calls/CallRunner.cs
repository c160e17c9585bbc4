using Microsoft.Extensions.Logging;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Timelines;

namespace OrleansCalls.Grains.Calls;

/// <summary>
/// Runs actions beside the grain's turns, on the activation's scheduler: nothing here awaits within a turn, and what came
/// of an action enters through the grain's door like any other news.
/// </summary>
internal sealed partial class CallRunner(CallGrain grain, CallWork work, CallClock clock, ILogger log)
{
    // Beyond this an activation is not kept for its timer: the sweep wakes the call.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMinutes(5);

    private readonly List<Outcome> _outcomes = [];
    private IGrainTimer? _timer;
    private bool _unreported;

    /// <summary>Begins the actions and returns at once.</summary>
    public void Begin(IReadOnlyList<WorkOrder> orders)
    {
        var all = new TaskCompletionSource();
        var left = orders.Count;
        foreach (var order in orders)
        {
            _ = RunAsync(order);
        }

        async Task RunAsync(WorkOrder order)
        {
            await CarryOutAsync(order);
            if (--left is 0)
            {
                all.SetResult();
            }

            await Task.WhenAny(all.Task, Task.Delay(order.Action.OutcomeMayWait, clock.Time));
            await ReportAsync(order.Room);
        }
    }

    /// <summary>What has come of ended actions and is not stored yet.</summary>
    public IReadOnlyList<Outcome> TakeOutcomes()
    {
        Outcome[] taken = [.. _outcomes];
        _outcomes.Clear();
        _unreported = false;
        return taken;
    }

    /// <summary>Whether any action has ended whose outcome is not stored yet.</summary>
    public bool HasOutcomes => _outcomes.Count > 0;

    /// <summary>Whether an action has ended whose outcome is not stored yet.</summary>
    public bool HasOutcomeOf(string actionId) => _outcomes.Exists(outcome => outcome.Action.Id == actionId);

    /// <summary>Plans again after this time.</summary>
    public void LookAgain(TimeSpan? after)
    {
        if (after is not { } wait || wait > LongestTimer)
        {
            _timer?.Dispose();
            _timer = null;
            return;
        }

        if (_timer is null)
        {
            _timer = grain.RegisterGrainTimer(
                static (self, token) => self.TickAsync(token),
                grain,
                new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        }
        else
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task CarryOutAsync(WorkOrder order)
    {
        var cause = ActionCause.Of(order.Action, order.Call);
        string? trouble = null;
        IReadOnlyList<CallEvent> events = [];
        try
        {
            // Yields first, so that the turn that begins the action ends without waiting for it.
            await Task.Yield();
            events = await work.CarryOutAsync(order, grain.Ending);
        }
        catch (OutsideException e)
        {
            trouble = "no answer: " + e.Message;
            LogUnanswered(log, order.Room, order.Action.Id, e.Message);
        }
        catch (OperationCanceledException) when (grain.Ending.IsCancellationRequested)
        {
            trouble = "cut off"; // the activation ends; the next one plans again
        }
        catch (Exception e)
        {
            trouble = "failed: " + e.GetType().Name;
            LogFailed(log, order.Room, order.Action.Id, e.GetType().Name);
        }

        _outcomes.Add(new Outcome(order.Action, cause, grain.Ended(order.Action, trouble is null, events), trouble));
        _unreported = true;
    }

    private async Task ReportAsync(string room)
    {
        if (!_unreported)
        {
            return;
        }

        _unreported = false; // one report for all that have ended
        try
        {
            var self = grain.AsReference<ICallGrain>();
            if (!grain.Ending.IsCancellationRequested)
            {
                await self.TickAsync();
            }

            // The activation has ended, and the next one, which may have been reminded in its place, does not know what came of this.
            if (grain.Ending.IsCancellationRequested && HasOutcomes)
            {
                await self.ApplyAsync([.. TakeOutcomes().SelectMany(o => o.Events)], NewsSource.EarlierActivation);
            }
        }
        catch (Exception e)
        {
            _unreported = HasOutcomes;
            LogNotStored(log, room, e.GetType().Name); // due again by the sweep, which looks before it acts
        }
    }

    [LoggerMessage(LogLevel.Warning, "Call {Room}: {Action} got no answer: {Reason}")]
    private static partial void LogUnanswered(ILogger log, string room, string action, string reason);

    [LoggerMessage(LogLevel.Error, "Call {Room}: {Action} failed: {Error}")]
    private static partial void LogFailed(ILogger log, string room, string action, string error);

    [LoggerMessage(LogLevel.Warning, "Call {Room}: what came of an action could not be stored: {Error}")]
    private static partial void LogNotStored(ILogger log, string room, string error);
}
