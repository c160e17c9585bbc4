using Microsoft.Extensions.Logging;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;

namespace OrleansCalls.Grains.Sweeping;

/// <summary>
/// Finds rooms and recorders that belong to no live call: a call looks at its own room only while it lives. One silo makes a
/// round for all: two requests to LiveKit and one query for each thousand rooms, however many calls there are. Only calls
/// that something is amiss with are activated.
/// </summary>
internal sealed partial class StrayLook(
    ILiveKitLists lists,
    IRounds rounds,
    IStoredCalls stored,
    ICallRooms callRooms,
    IRecorders recorders,
    IGrainFactory grains,
    CallClock clock,
    StrayOptions options,
    ILogger<StrayLook> log) : SiloService
{
    private const string Round = "strays";
    private const int Batch = 1_000;
    private const int Concurrency = 8;

    protected override async Task RunAsync(CancellationToken stopping)
    {
        if (!lists.IsConfigured)
        {
            return;
        }

        using var timer = new PeriodicTimer(options.Interval / 4, clock.Time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                if (await rounds.TakeAsync(Round, options.Interval, stopping))
                {
                    await LookAsync(stopping);
                }
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                LogRoundFailed(log, e.GetType().Name); // the next round tries again
            }
        }
    }

    /// <summary>Makes a round.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var askedAt = clock.Now;
        var rooms = await lists.RoomsAsync(cancellationToken);
        await GoThroughAsync(
            rooms.Where(r => Strays.MayStray(r, options, askedAt)),
            room => room.Name,
            (room, call) => Strays.Judge(room, call, options, askedAt),
            async (room, verdict, token) =>
            {
                if (verdict is StrayVerdict.Tell || (verdict is StrayVerdict.TellIfInhabited && await IsInhabitedAsync(room, askedAt, token)))
                {
                    await TellAsync(room.Name, new RoomSeen(room.Sid, askedAt), token);
                }
                else
                {
                    await callRooms.DeleteAsync(room.Name, token);
                }
            },
            cancellationToken);
        if (!recorders.IsConfigured)
        {
            return;
        }

        askedAt = clock.Now;
        var listed = await lists.RecordersAsync(cancellationToken);
        await GoThroughAsync(
            listed.Where(r => Strays.MayStray(r, options, askedAt)),
            recorder => recorder.Room,
            (recorder, call) => Strays.Judge(recorder, call, options, askedAt),
            (recorder, verdict, token) => verdict is StrayVerdict.Tell
                ? TellAsync(recorder.Room, new EgressReported(recorder.Report), token)
                : recorders.StopAsync(recorder.Report.EgressId, token),
            cancellationToken);
    }

    private async Task GoThroughAsync<T>(
        IEnumerable<T> listed,
        Func<T, string> roomOf,
        Func<T, CallState?, StrayVerdict> judge,
        Func<T, StrayVerdict, CancellationToken, Task> act,
        CancellationToken cancellationToken)
        where T : notnull
    {
        var unknown = 0;
        foreach (var batch in listed.Chunk(Batch))
        {
            var calls = await stored.FindAsync([.. batch.Select(roomOf)], cancellationToken);
            var judged = batch.Select(item => (Item: item, Verdict: judge(item, calls.GetValueOrDefault(roomOf(item))))).ToList();
            unknown += judged.Count(j => j.Verdict is StrayVerdict.Unknown);
            await Parallel.ForEachAsync(
                judged.Where(j => j.Verdict is StrayVerdict.Tell or StrayVerdict.TellIfInhabited or StrayVerdict.Close),
                new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken },
                async (found, token) =>
                {
                    LogStray(log, found.Item, found.Verdict);
                    try
                    {
                        await act(found.Item, found.Verdict, token);
                    }
                    catch (Exception e) when (!token.IsCancellationRequested)
                    {
                        LogNotDone(log, found.Item, e.GetType().Name); // the next round tries again
                    }
                });
        }

        if (unknown > 0)
        {
            LogUnknown(log, unknown, typeof(T).Name);
        }
    }

    private async Task<bool> IsInhabitedAsync(ListedRoom room, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await callRooms.ParticipantsAsync(room.Name, room.Sid, now, cancellationToken)).Any(p => p.Kind is ParticipantKind.Human);

    private Task<bool> TellAsync(string room, CallEvent news, CancellationToken cancellationToken) =>
        grains.GetGrain<ICallGrain>(RoomKey.For(room)).ApplyAsync([news], NewsSource.Look, cancellationToken);

    [LoggerMessage(LogLevel.Warning, "Strays could not be looked for: {Error}")]
    private static partial void LogRoundFailed(ILogger log, string error);

    [LoggerMessage(LogLevel.Information, "A stray was found: {Stray}: {Verdict}")]
    private static partial void LogStray(ILogger log, object stray, StrayVerdict verdict);

    [LoggerMessage(LogLevel.Warning, "Nothing could be done about a stray, {Stray}: {Error}")]
    private static partial void LogNotDone(ILogger log, object stray, string error);

    [LoggerMessage(LogLevel.Information,
        "{Count} of kind {Kind} have names like ours and no call here; Calls:CloseUnknownRooms says that no other installation made them")]
    private static partial void LogUnknown(ILogger log, int count, string kind);
}
