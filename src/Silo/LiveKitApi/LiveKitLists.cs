using OrleansCalls.Grains.Sweeping;
using OrleansCalls.LiveKit;
using OrleansCalls.WebFront.Webhooks;

namespace OrleansCalls.Silo.LiveKitApi;

/// <summary>All rooms and recorders by LiveKit's API, one request each (a long list of recorders: one a page).</summary>
internal sealed class LiveKitLists(ILiveKitClient livekit) : ILiveKitLists
{
    public bool IsConfigured => true;

    public async Task<IReadOnlyList<ListedRoom>> RoomsAsync(CancellationToken cancellationToken)
    {
        var listed = await LiveKitFailures.Ask(livekit.ListRoomsAsync(names: null, cancellationToken), LiveKitFailures.Refused);
        return [.. listed.Where(r => r.Sid.Length > 0).Select(r => new ListedRoom(r.Name, r.Sid, r.CreationTime))];
    }

    public async Task<IReadOnlyList<ListedRecorder>> RecordersAsync(CancellationToken cancellationToken)
    {
        var listed = await LiveKitFailures.Ask(livekit.ListEgressAsync(active: true, cancellationToken: cancellationToken), LiveKitFailures.Refused);
        return [.. listed
            .Where(e => e.EgressId.Length > 0)
            .Select(e => new ListedRecorder(e.RoomName, e.StartedAt, EgressTranslation.Report(e)))];
    }
}
