using OrleansCalls.Grains.Interfaces.Changes;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Calls;

namespace OrleansCalls.WebFront.Events;

/// <summary>
/// Watches one call for all streams of it on this front: one wait at the grain, and one query of the tables for all streams
/// that are equally far. What it learns is only that there may be news; what they are, each stream reads from where it is, when
/// its client can take more. So nothing is kept here, and no stream depends on what another was sent.
/// </summary>
internal sealed partial class CallWatch : IDisposable
{
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<(long Round, CallPosition After), Task<CallChanges>> _reads = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationToken _ended;
    private readonly GrainCalls _grains;
    private readonly EventOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private TaskCompletionSource _nextRound = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _round;

    public CallWatch(string room, GrainCalls grains, EventOptions options, TimeProvider time, ILogger log)
    {
        (Room, _grains, _options, _time, _log, _ended) = (room, grains, options, time, log, _ending.Token);
        _ = WatchAsync();
    }

    public string Room { get; }

    /// <summary>How many streams follow; guarded by their register.</summary>
    public int Streams { get; set; }

    /// <summary>Whether there is no such call any more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>What is read after a round has begun holds all news that it was begun for.</summary>
    public (long Number, Task Next) Round
    {
        get
        {
            lock (_lock)
                return (_round, _nextRound.Task);
        }
    }

    /// <summary>
    /// What is stored beyond a position. Asks again, for as long as anybody follows the call, while grains or storage are away.
    /// </summary>
    public Task<CallChanges> ReadAsync(CallPosition after)
    {
        lock (_lock)
        {
            var key = (_round, after);
            if (!_reads.TryGetValue(key, out var reading))
                _reads[key] = reading = ReadAsync(key);
            return reading;
        }
    }

    /// <summary>Ends all that is under way.</summary>
    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
    }

    private async Task<CallChanges> ReadAsync((long Round, CallPosition After) key)
    {
        await Task.Yield(); // not under the lock
        try
        {
            for (var failures = 0; ; failures++)
            {
                try
                {
                    return await _grains.QueryAsync(q => q.ChangesAsync(Room, key.After, _ended), _ended);
                }
                catch (Exception e) when (Outage.Explains(e) && !_ended.IsCancellationRequested)
                {
                    await PauseAsync(failures, e);
                }
            }
        }
        finally
        {
            lock (_lock)
                _reads.Remove(key);
        }
    }

    private async Task WatchAsync()
    {
        await Task.Yield();
        var known = new CallPosition(0, 0);
        var began = _time.GetTimestamp();
        for (var failures = 0; !_ended.IsCancellationRequested;)
        {
            try
            {
                var newest = await _grains.AskAsync(Room, c => c.WatchAsync(known, s_wait, _ended), _ended);
                IsGone = newest is null;
                if (failures > 0 || newest?.IsBeyond(known) is not false || _time.GetElapsedTime(began) > _options.ReadAnyway)
                {
                    began = _time.GetTimestamp();
                    BeginRound();
                }

                if (newest is null)
                    return;
                (known, failures) = (newest, 0);
            }
            catch (OperationCanceledException) when (_ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (!_ended.IsCancellationRequested) // whatever it is, the tables may still be read
            {
                BeginRound();
                await PauseAsync(failures++, e);
            }
        }
    }

    private void BeginRound()
    {
        TaskCompletionSource begun;
        lock (_lock)
        {
            _round++;
            begun = _nextRound;
            _nextRound = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        begun.SetResult();
    }

    private async Task PauseAsync(int failures, Exception reason)
    {
        if (failures == 0)
            LogAway(_log, Room, reason.GetType().Name);
        var pause = TimeSpan.FromSeconds(0.25 * Math.Pow(2, Math.Min(failures, 10)));
        await Task.Delay(pause < s_longestPause ? pause : s_longestPause, _time, _ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(LogLevel.Warning, "Call {Room} is watched, and does not answer ({Reason}); asking again")]
    private static partial void LogAway(ILogger log, string room, string reason);
}
