using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.LiveKit;
using OrleansCalls.LiveKit.Rooms;
using OrleansCalls.WebFront.Webhooks;

namespace OrleansCalls.Silo.LiveKitApi;

/// <summary>Rooms by LiveKit's API.</summary>
internal sealed class LiveKitRooms(ILiveKitClient livekit, CallTimings timings, CallClock clock) : ICallRooms
{
    public async Task<RoomCreated> CreateAsync(string room, CallRequested request, CancellationToken cancellationToken)
    {
        var created = await LiveKitFailures.Ask(livekit.CreateRoomAsync(new CreateRoomRequest
        {
            Name = room,
            EmptyTimeout = WholeSeconds(request.Start.CallType.EmptyTimeout() * timings.Scale),
            DepartureTimeout = WholeSeconds(timings.DepartureTimeout),
            MaxParticipants = 2,
            Metadata = CallMetadata.Of(request),
        }, cancellationToken), LiveKitFailures.Refused);
        return new RoomCreated(created.Sid, created.CreationTime ?? clock.Now);
    }

    public async Task<bool> DeleteAsync(string room, CancellationToken cancellationToken)
    {
        try
        {
            await livekit.DeleteRoomAsync(room, cancellationToken);
            return true;
        }
        // The second is what LiveKit says of a room that it lists although it is gone.
        catch (LiveKitException e) when (e.IsNotFound || e.Message.Contains("could not find object", StringComparison.Ordinal))
        {
            return false;
        }
        catch (LiveKitException e)
        {
            throw new OutsideException(e.Message, refused: false, e);
        }
    }

    public async Task<string?> FindAsync(string room, CancellationToken cancellationToken)
    {
        var listed = await LiveKitFailures.Ask(livekit.ListRoomsAsync([room], cancellationToken), LiveKitFailures.Refused);
        return listed.FirstOrDefault(r => r.Name == room)?.Sid;
    }

    public async Task<IReadOnlyList<ParticipantSeen>> ParticipantsAsync(
        string room, string roomSid, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var listed = await LiveKitFailures.Ask(livekit.ListParticipantsAsync(room, cancellationToken), LiveKitFailures.Refused);
        return [.. listed.Where(p => p.Sid.Length > 0).Select(p => WebhookTranslation.Seen(roomSid, p, now))];
    }

    // LiveKit would take less than a second for its own default.
    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(time.TotalSeconds)));
}
