using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;

namespace OrleansCalls.Grains.Sweeping;

/// <summary>
/// Wakes calls whose due time has passed: the net under timers, which die with their silo. Every silo runs one; rows that
/// one takes are not taken by another.
/// </summary>
internal sealed partial class Sweep(
    IDueCalls due, IGrainFactory grains, CallClock clock, SweepOptions options, SweepMeter meter, ILogger<Sweep> log) : SiloService
{
    protected override async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(options.Interval, clock.Time);
        do
        {
            try
            {
                await SweepAsync(stopping);
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                meter.Failed();
                LogSweepFailed(log, e.GetType().Name); // the database is away: the next round tries again
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    /// <summary>Goes on while full batches are due, at no more than the greatest rate.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        var least = TimeSpan.FromSeconds((double)options.Batch / options.MostPerSecond);
        var began = clock.Time.GetTimestamp();
        while (await SweepOnceAsync(cancellationToken) == options.Batch)
        {
            if (least - clock.Time.GetElapsedTime(began) is { Ticks: > 0 } early)
            {
                await Task.Delay(early, clock.Time, cancellationToken);
            }

            began = clock.Time.GetTimestamp();
        }
    }

    private async Task<int> SweepOnceAsync(CancellationToken cancellationToken)
    {
        var taken = await due.TakeAsync(options.Batch, options.Lease, cancellationToken);
        meter.Took(taken.Late);
        var moved = new ConcurrentDictionary<string, DateTimeOffset>();
        var limit = new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(taken.Rooms, limit, async (room, token) =>
        {
            if (await LookAtAsync(room, token) is { } again)
            {
                moved[room] = again;
            }
        });
        if (!moved.IsEmpty)
        {
            await due.MoveAsync(taken, moved, cancellationToken);
        }

        return taken.Rooms.Count;
    }

    private async Task<DateTimeOffset?> LookAtAsync(string room, CancellationToken cancellationToken)
    {
        try
        {
            var again = await grains.GetGrain<ICallGrain>(RoomKey.For(room)).SweepAsync(cancellationToken);
            meter.LookedAt(reached: true);
            return again;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            meter.LookedAt(reached: false);
            LogLookFailed(log, room, e.GetType().Name);
            return e is OrleansException or TimeoutException
                ? clock.Now + options.UnreachedAgain
                : null; // due again when its lease is over
        }
    }

    [LoggerMessage(LogLevel.Warning, "Due calls could not be read: {Error}")]
    private static partial void LogSweepFailed(ILogger log, string error);

    [LoggerMessage(LogLevel.Warning, "Call {Room} could not be looked at: {Error}")]
    private static partial void LogLookFailed(ILogger log, string room, string error);
}
