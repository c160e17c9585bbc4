using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Grains.Rooms;

/// <summary>Carries out what <see cref="RoomPlan"/> decided.</summary>
internal sealed class RoomWork(ICallRooms rooms, CallTimings timings, CallClock clock)
{
    // Whether LiveKit lists recorders, as livekit-server does: a look at any room has shown it.
    private volatile bool _recordersAreListed;

    public async Task<IReadOnlyList<CallEvent>> CreateAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return [await rooms.CreateAsync(order.Room, order.Request, cancellationToken)];
        }
        catch (OutsideException e) when (e.Refused)
        {
            return [new StartFailed("LiveKit refused to create the room", clock.Now)];
        }
    }

    public Task<IReadOnlyList<CallEvent>> AbandonAsync() =>
        Task.FromResult<IReadOnlyList<CallEvent>>([new StartFailed("LiveKit could not be reached in time", clock.Now)]);

    public async Task<IReadOnlyList<CallEvent>> LookAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        // The time of asking: what happens while LiveKit answers must not look older than the answer.
        var now = clock.Now;
        var own = order.Call.Room.Sid!;
        var present = await rooms.ParticipantsAsync(order.Room, own, now, cancellationToken);
        _recordersAreListed |= present.Any(p => p.Kind is ParticipantKind.Egress);
        if (present.Any(p => order.Call.InOwnRoom().Any(known => known.Key == p.ParticipantSid)))
        {
            // Somebody known to be in the own room: one request is enough, and the list is this room's.
            return [new RoomSeen(own, now), .. present, .. Gone(order.Call, present, now), .. Missed(order.Call, present, now)];
        }

        now = clock.Now;
        return await rooms.FindAsync(order.Room, cancellationToken) switch
        {
            null => [new RoomNotSeen(now)],
            var sid when sid == own => [new RoomSeen(own, now), .. present, .. Missed(order.Call, present, now)],
            var stray => [new RoomSeen(stray, now), new RoomNotSeen(now - TimeSpan.FromMilliseconds(1))],
        };
    }

    // Who was there for a while and is not listed has left, although no webhook said so.
    private IEnumerable<ParticipantSeen> Gone(CallState call, IReadOnlyList<ParticipantSeen> present, DateTimeOffset now) =>
        from known in call.InOwnRoom()
        where known.Value.LeftAt is null
            && known.Value.FirstSeenAt < now - timings.ListLag && present.All(p => p.ParticipantSid != known.Key)
        select new ParticipantSeen
        {
            RoomSid = known.Value.RoomSid,
            ParticipantSid = known.Key,
            Identity = known.Value.Identity,
            LeftAt = now,
        };

    private IEnumerable<RecorderNotListed> Missed(CallState call, IReadOnlyList<ParticipantSeen> present, DateTimeOffset now) =>
        _recordersAreListed ? call.NotListed(present, timings, now).Select(e => new RecorderNotListed(e.EgressId, now)) : [];

    public async Task<IReadOnlyList<CallEvent>> DeleteAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        var existed = await rooms.DeleteAsync(order.Room, cancellationToken);
        var now = clock.Now;
        return order.Action is DeleteRoom { Why: DeleteRoom.Stray } ? [new RoomDeleted(now)] // not there is as good
            : order.Call.StartFailure is not null ? [existed ? new RoomDeleted(now) : new RoomNotSeen(now)]
            : existed ? []
            : [new RoomNotSeen(now), new RoomUnknown(now)];
    }
}
