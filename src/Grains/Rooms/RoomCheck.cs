using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Rooms;

/// <summary>Looks before something is started that would make an ended room anew: a recorder, an agent.</summary>
internal static class RoomCheck
{
    /// <returns>The look, when the call's own room is not there; null when it is.</returns>
    public static async Task<CallEvent?> NotThereAsync(
        ICallRooms rooms, WorkOrder order, CallClock clock, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        return await rooms.FindAsync(order.Room, cancellationToken) == order.Call.Room.Sid ? null : new RoomNotSeen(now);
    }
}
