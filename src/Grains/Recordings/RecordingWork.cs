using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Rooms;

namespace OrleansCalls.Grains.Recordings;

/// <summary>Carries out what <see cref="RecordingPlan"/> decided.</summary>
internal sealed class RecordingWork(IRecorders recorders, IRecordingStore store, ICallRooms rooms, CallClock clock)
{
    public async Task<IReadOnlyList<CallEvent>> StartAsync(
        WorkOrder order, StartEgress action, CancellationToken cancellationToken)
    {
        if (action.Attempt > 1)
        {
            if (await RoomCheck.NotThereAsync(rooms, order, clock, cancellationToken) is { } gone)
            {
                return [gone, Refused("The room is not there")];
            }

            // One that was thought not to have begun may run after all.
            var listed = OwnReports(order, await recorders.ListAsync(order.Room, cancellationToken));
            if (listed.Any(e => e.IsRunning() && !order.Call.Recording.Egresses.ContainsKey(e.EgressId)))
            {
                return [.. listed.Select(e => new EgressReported(e)), Refused("An earlier recorder runs")];
            }
        }

        try
        {
            return [new EgressReported(await recorders.StartAsync(order.Room, action.Key, cancellationToken))];
        }
        catch (OutsideException e) when (e.Refused)
        {
            return [Refused(e.Message)];
        }
        catch (OutsideException e)
        {
            return await FoundOrFailedAsync(order, action.Attempt, action.Key, e.Message, cancellationToken);
        }

        EgressStartFailed Refused(string why) => new(action.Attempt, why, clock.Now) { Refused = true };
    }

    public Task<IReadOnlyList<CallEvent>> FindLostAsync(WorkOrder order, FindLostEgress action, CancellationToken cancellationToken) =>
        FoundOrFailedAsync(order, action.Attempt, action.Key, "LiveKit did not answer, and knows no such recorder", cancellationToken);

    public async Task<IReadOnlyList<CallEvent>> StopAsync(StopEgress action, CancellationToken cancellationToken) =>
        await recorders.StopAsync(action.EgressId, cancellationToken) is { } report ? [new EgressReported(report)] : [];

    public async Task<IReadOnlyList<CallEvent>> LookAsync(WorkOrder order, CancellationToken cancellationToken) =>
        [.. OwnReports(order, await recorders.ListAsync(order.Room, cancellationToken)).Select(e => new EgressReported(e))];

    public async Task<IReadOnlyList<CallEvent>> FindAsync(WorkOrder order, FindRecording action, CancellationToken cancellationToken)
    {
        StoredRecording? found;
        try
        {
            found = await store.FindAsync(action.Key, cancellationToken);
        }
        catch (OutsideException e) when (action.GiveUpUnread)
        {
            return [Missing(e.Message)];
        }

        return found is { SizeBytes: > 0 } && IsAudio(found.ContentType)
            ? [new RecordingFound(action.Key, found.SizeBytes, found.ContentType, clock.Now)]
            : !action.GiveUp ? []
            : [Missing(Fault(found))];

        RecordingMissing Missing(string why) =>
            new(action.Key, why, clock.Now) { KnownUntil = order.Call.Recording.EgressOf(action.Key)?.LastToldAt() };
    }

    // A request that failed may have worked nevertheless.
    private async Task<IReadOnlyList<CallEvent>> FoundOrFailedAsync(
        WorkOrder order, int attempt, string key, string why, CancellationToken cancellationToken)
    {
        var listed = OwnReports(order, await recorders.ListAsync(order.Room, cancellationToken));
        return listed.Any(e => e.Key == key)
            ? [.. listed.Select(e => new EgressReported(e))]
            : [new EgressStartFailed(attempt, why, clock.Now)];
    }

    private static string Fault(StoredRecording? found) => found switch
    {
        null => "The recording is not in the bucket",
        { SizeBytes: 0 } => "The recording in the bucket is empty",
        _ => $"The object in the bucket is no audio but {found.ContentType}",
    };

    private static bool IsAudio(string contentType) =>
        contentType.StartsWith("audio/ogg", StringComparison.OrdinalIgnoreCase)
        || contentType.StartsWith("application/ogg", StringComparison.OrdinalIgnoreCase);

    // LiveKit lists by name: a stray room's recorder, or somebody else's, is not this call's.
    private static List<EgressReport> OwnReports(WorkOrder order, IReadOnlyList<EgressReport> listed) =>
        [.. listed.Where(e => (e.RoomSid is null || e.RoomSid == order.Call.Room.Sid)
            && order.Call.Recording.Starts.Values.Any(s => s.Key == e.Key))];
}
