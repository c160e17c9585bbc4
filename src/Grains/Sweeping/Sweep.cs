using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;

namespace OrleansCalls.Grains.Sweeping;

/// <summary>
/// Wakes calls whose due time has passed: the net under timers, which die with their silo. Every silo runs one; rows that
/// one takes are not taken by another.
/// </summary>
internal sealed partial class Sweep(IDueCalls due, IGrainFactory grains, CallClock clock, SweepOptions options, ILogger<Sweep> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Interval, clock.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepOnceAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogSweepFailed(log, e.GetType().Name); // the database is away: the next round tries again
            }
        }
    }

    internal async Task<int> SweepOnceAsync(CancellationToken cancellationToken)
    {
        var rooms = await due.TakeAsync(options.Batch, options.Lease, cancellationToken);
        var limit = new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(rooms, limit, async (room, token) =>
        {
            try
            {
                await grains.GetGrain<ICallGrain>(RoomKey.For(room)).TickAsync(token);
            }
            catch (Exception e) when (!token.IsCancellationRequested)
            {
                LogTickFailed(log, room, e.GetType().Name); // due again when its lease is over
            }
        });
        return rooms.Count;
    }

    [LoggerMessage(LogLevel.Warning, "Due calls could not be read: {Error}")]
    private static partial void LogSweepFailed(ILogger log, string error);

    [LoggerMessage(LogLevel.Warning, "Call {Room} could not be looked at: {Error}")]
    private static partial void LogTickFailed(ILogger log, string room, string error);
}
