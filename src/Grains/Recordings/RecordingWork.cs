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
                return [gone, new EgressStartFailed(action.Attempt, "The room is not there", clock.Now)];
            }

            // One that was thought not to have begun may run after all.
            var listed = OwnReports(order, await recorders.ListAsync(order.Room, cancellationToken));
            if (listed.Any(e => e.IsRunning() && !order.Call.Recording.Egresses.ContainsKey(e.EgressId)))
            {
                return [.. listed.Select(e => new EgressReported(e)), new EgressStartFailed(action.Attempt, "An earlier recorder runs", clock.Now)];
            }
        }

        try
        {
            return [new EgressReported(await recorders.StartAsync(order.Room, action.Key, cancellationToken))];
        }
        catch (OutsideException e) when (e.Refused)
        {
            return [new EgressStartFailed(action.Attempt, e.Message, clock.Now)];
        }
    }

    public async Task<IReadOnlyList<CallEvent>> FindLostAsync(
        WorkOrder order, FindLostEgress action, CancellationToken cancellationToken)
    {
        var listed = OwnReports(order, await recorders.ListAsync(order.Room, cancellationToken));
        return listed.Any(e => e.Key == action.Key)
            ? [.. listed.Select(e => new EgressReported(e))]
            : [new EgressStartFailed(action.Attempt, "LiveKit did not answer, and knows no such recorder", clock.Now)];
    }

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
