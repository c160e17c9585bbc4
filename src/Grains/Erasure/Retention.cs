using Microsoft.Extensions.Logging;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Sweeping;

namespace OrleansCalls.Grains.Erasure;

/// <summary>
/// Has calls erased that ended longer ago than they are kept: a small batch at a time, by one silo for all. Each call decides by
/// its own facts whether it may go. What tombstones tell of erasures is removed when its time is over.
/// </summary>
internal sealed partial class Retention(
    IExpiredCalls expired,
    IOlderErasureStore olderStore,
    OlderErasure older,
    IRounds rounds,
    IGrainFactory grains,
    CallClock clock,
    RetentionOptions options,
    ILogger<Retention> log) : SiloService
{
    private const string Round = "retention";

    // Where the next batches begin: calls that cannot be erased must not stand before those that can.
    private string? _nextRow;
    private string? _nextRowless;

    protected override async Task RunAsync(CancellationToken stopping)
    {
        var interval = options.Keep is null ? options.TidyInterval : options.Interval;
        using var timer = new PeriodicTimer(interval / 4, clock.Time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                if (await rounds.TakeAsync(Round, interval, stopping))
                {
                    if (options.Keep is { } keep)
                    {
                        await EraseAsync(clock.Now - keep, stopping);
                    }

                    await olderStore.ForgetReportsAsync(clock.Now - OlderErasure.Told, stopping);
                }
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                LogRoundFailed(log, e.GetType().Name); // the next round tries again
            }
        }
    }

    /// <summary>Has a batch erased of the calls that ended before this time.</summary>
    internal async Task EraseAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken)
    {
        var rows = await expired.FindRowsAsync(endedBefore, _nextRow, options.Batch, cancellationToken);
        await EraseAsync(rows.Rooms, endedBefore, cancellationToken);
        _nextRow = rows.Next;
        var rowless = await expired.FindRowlessAsync(endedBefore, _nextRowless, options.Batch, cancellationToken);
        await EraseAsync(rowless.Rooms, endedBefore, cancellationToken);
        _nextRowless = rowless.Next;
    }

    private async Task EraseAsync(IReadOnlyList<string> rooms, DateTimeOffset endedBefore, CancellationToken cancellationToken)
    {
        var limit = new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(rooms, limit, async (room, token) =>
        {
            var isOurs = RoomName.CouldBeOurs(room);
            try
            {
                await (isOurs
                    ? grains.GetGrain<ICallGrain>(RoomKey.For(room)).EraseAsync(new EraseCall { EndedBefore = endedBefore }, token)
                    : older.EraseEndedBeforeAsync(room, endedBefore, token));
            }
            catch (Exception e) when (!token.IsCancellationRequested)
            {
                LogNotErased(log, isOurs ? room : "of another program", e.GetType().Name); // found again when the batches begin anew
            }
        });
    }

    [LoggerMessage(LogLevel.Warning, "Calls that are kept too long could not be looked for: {Error}")]
    private static partial void LogRoundFailed(ILogger log, string error);

    [LoggerMessage(LogLevel.Warning, "Call {Room} is kept too long and could not be erased: {Error}")]
    private static partial void LogNotErased(ILogger log, string room, string error);
}
