using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.LiveKit;
using OrleansCalls.LiveKit.Egress;
using OrleansCalls.Silo.Configuration;
using OrleansCalls.WebFront.Webhooks;

namespace OrleansCalls.Silo.LiveKitApi;

/// <summary>Recorders by LiveKit's Egress.</summary>
internal sealed class LiveKitRecorders(ILiveKitClient livekit, SiloSettings settings) : IRecorders
{
    public bool IsConfigured => settings.Bucket is not null;

    public async Task<EgressReport> StartAsync(string room, string key, CancellationToken cancellationToken)
    {
        var bucket = settings.Bucket ?? throw new OutsideException("Recording is not configured", refused: true);
        var started = await LiveKitFailures.Ask(livekit.StartRoomCompositeEgressAsync(new RoomCompositeEgressRequest
        {
            RoomName = room,
            AudioOnly = true,
            FileOutputs = [BucketUploads.Ogg(bucket, key)],
        }, cancellationToken), NotStarted);
        return EgressTranslation.Report(started) with { Key = key };
    }

    public async Task<EgressReport?> StopAsync(string egressId, CancellationToken cancellationToken)
    {
        try
        {
            return EgressTranslation.Report(await livekit.StopEgressAsync(egressId, cancellationToken));
        }
        catch (LiveKitException e) when (e.IsNotFound || e.Code is "failed_precondition")
        {
            return null; // it has ended; looking says how
        }
        catch (LiveKitException e)
        {
            throw new OutsideException(e.Message, refused: false, e); // an orphan answers 408 for ever
        }
    }

    public async Task<IReadOnlyList<EgressReport>> ListAsync(string room, CancellationToken cancellationToken)
    {
        var listed = await LiveKitFailures.Ask(livekit.ListEgressAsync(roomName: room, cancellationToken: cancellationToken), LiveKitFailures.Refused);
        return [.. listed.Where(e => e.EgressId.Length > 0).Select(e => EgressTranslation.Report(e))];
    }

    // LiveKit's own word that nothing was started. A 503 is no such word: it tries several workers, and one may have begun.
    private static bool NotStarted(LiveKitException e) => e.IsRefused || e.IsNotFound;
}
