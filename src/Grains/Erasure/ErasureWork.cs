using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;

namespace OrleansCalls.Grains.Erasure;

/// <summary>Carries out what <see cref="ErasurePlan"/> decided.</summary>
internal sealed class ErasureWork(
    IErasureStore store, IRecordingStore bucket, IRecorders recorders, ICallRooms rooms, CallTimings timings, CallClock clock)
{
    public async Task<IReadOnlyList<CallEvent>> EraseRecordsAsync(
        WorkOrder order, EraseRecords action, CancellationToken cancellationToken) =>
        [await store.EraseAsync(order.Room, action.UserId, clock.Now, cancellationToken)];

    public async Task<IReadOnlyList<CallEvent>> EraseRecordingsAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        var asked = clock.Now;
        var removed = new List<string>();
        try
        {
            foreach (var key in await FindAsync(order.Call, cancellationToken))
            {
                await bucket.DeleteAsync(key, cancellationToken);
                removed.Add(key);
            }
        }
        catch (OutsideException) when (removed.Count > 0)
        {
            // What is removed counts, and what is left is found by the next look.
        }

        var haveEnded = order.Call.RecordersEndBy(timings, asked) <= asked;
        return [new RecordingsErased(removed, asked, haveEnded ? order.Call.RecorderNews() : null)];
    }

    public async Task<IReadOnlyList<CallEvent>> CloseRoomsAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        try
        {
            await rooms.DeleteAsync(order.Room, cancellationToken);
        }
        catch (OutsideException e) when (e.Refused)
        {
            // There is no LiveKit that could have such a room.
        }

        return [new RoomsClosed(clock.Now)];
    }

    public async Task<IReadOnlyList<CallEvent>> LookForRecordersAsync(WorkOrder order, CancellationToken cancellationToken) =>
        [.. from report in await recorders.ListAsync(order.Room, cancellationToken)
            where RecordingKeys.AreOf(KeyOf(order.Call), report.Key)
            select new EgressReported(report)];

    public async Task<IReadOnlyList<CallEvent>> ForgetAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        await store.ForgetAsync(order.Room, clock.Now, cancellationToken);
        return [new CallForgotten(clock.Now)];
    }

    // What is listed under the call's own names, and what is known to have been asked for: a list may be behind.
    private async Task<IReadOnlyList<string>> FindAsync(CallState call, CancellationToken cancellationToken)
    {
        var first = KeyOf(call);
        var found = (await bucket.ListAsync(RecordingKeys.Prefix(first), cancellationToken))
            .Where(key => RecordingKeys.AreOf(first, key))
            .ToHashSet(StringComparer.Ordinal);
        var own = call.OwnRecorders().ToList();
        var known = call.Recording.Starts.Values.Select(s => s.Key)
            .Concat(own.Select(e => e.Key!))
            .Concat(own.Select(e => RecordingKeys.Manifest(first, e.EgressId)));
        foreach (var key in known.Distinct().Where(key => !found.Contains(key)).ToList())
        {
            if (await bucket.FindAsync(key, cancellationToken) is not null)
            {
                found.Add(key);
            }
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    private static string KeyOf(CallState call) => call.Erasure!.Requested!.RecordingKey!;
}
