using OrleansCalls.LiveKit.Sandbox.Faults;
using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.Rooms;

/// <summary>Lets rooms vanish, come back, or stay listed, as the plan of faults wants it.</summary>
internal sealed class RoomFaults
{
    private readonly RoomDirectory _rooms;
    private readonly StaleRooms _stale;
    private readonly FaultBook _faults;
    private readonly FaultCounts _counts;

    public RoomFaults(RoomDirectory rooms, StaleRooms stale, FaultBook faults, FaultCounts counts)
    {
        (_rooms, _stale, _faults, _counts) = (rooms, stale, faults, counts);
        rooms.Opened += (room, _) => Draw(room);
        rooms.Closed += AfterClose;
    }

    /// <summary>The live room of the name, and everything in it, is gone; no webhook says so.</summary>
    /// <returns>False when there is none of the name.</returns>
    public bool Vanish(string name)
    {
        lock (_rooms.Gate)
            return _rooms.Find(name) is { } room && Vanish(room);
    }

    private bool Vanish(Room room)
    {
        if (!_rooms.Vanish(room))
            return false;

        _counts.Add(RoomFaultKind.Vanish);
        return true;
    }

    private void Draw(Room room)
    {
        if (room.IsSecondLife)
            return;

        room.Fault = _faults.StrikeRoom(room.Name);
        if (room.Fault is { Kind: RoomFaultKind.Vanish } vanish)
            _rooms.Later(vanish.After, () => Vanish(room));
        else if (room.Fault is { Kind: RoomFaultKind.Ghost } ghost)
            _rooms.Later(ghost.After, () => Haunt(room));
    }

    // Its node is gone; what the node had written into the store stays there.
    private void Haunt(Room room)
    {
        var (info, participants) = (room.ToInfo(), room.Participants.Values.Select(who => who.Info).ToList());
        if (!_rooms.Vanish(room))
            return;

        _counts.Add(RoomFaultKind.Ghost);
        _stale.Add(info, participants);
    }

    private void AfterClose(Room room)
    {
        if (room.Fault is { Kind: RoomFaultKind.Stale } stale)
            StayListed(room.ToInfo(), stale);
        else if (room.Fault is { Kind: RoomFaultKind.Recreate } recreate && room.LastHuman is { } human)
            _rooms.Later(recreate.After, () => Rejoin(room.Name, human));
    }

    private void StayListed(RoomInfo room, RoomFault fault)
    {
        _counts.Add(RoomFaultKind.Stale);
        _stale.Add(room);
        if (fault.AfterMs > 0)
            _rooms.Later(fault.After, () => _stale.Forget(room));
    }

    /// <summary>The client still has its token: its join makes the room anew, or finds one that was made since.</summary>
    private void Rejoin(string name, ParticipantInfo human)
    {
        var room = _rooms.GetOrCreate(new CreateRoomRequest { Name = name }, isSecondLife: true);
        var again = human with { Tracks = [], IsPublisher = false, DisconnectReason = DisconnectReason.Unknown };
        if (_rooms.Join(room, again) is not { } participant)
            return;

        _counts.Add(RoomFaultKind.Recreate);
        if (human.Tracks.Count > 0)
            _rooms.PublishMicrophone(room, participant);
    }
}
