using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Rooms;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>The egresses that LiveKit knows, ended ones for a day (livekit-server pkg/service/redisstore.go).</summary>
internal sealed class EgressDirectory(RoomDirectory rooms, TimeProvider time)
{
    /// <summary>Ended egresses are forgotten after a day, and earlier when there are very many.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromHours(24);
    private const int MostEnded = 50_000;

    private readonly Dictionary<string, EgressRun> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<EgressRun>> _byRoom = new(StringComparer.Ordinal);
    private readonly Queue<EgressRun> _ended = new();

    /// <summary>All egresses.</summary>
    public IReadOnlyList<EgressRun> All
    {
        get
        {
            lock (rooms.Gate)
                return [.. _byId.Values];
        }
    }

    public void Add(EgressRun run)
    {
        lock (rooms.Gate)
        {
            _byId.Add(run.Info.EgressId, run);
            if (!_byRoom.TryGetValue(run.Info.RoomName, out var ofRoom))
                _byRoom.Add(run.Info.RoomName, ofRoom = []);

            ofRoom.Add(run);
        }
    }

    /// <summary>The egress; null when nobody knows the id, or no more.</summary>
    public EgressRun? Find(string egressId)
    {
        lock (rooms.Gate)
            return _byId.GetValueOrDefault(egressId);
    }

    /// <summary>The egresses of a room name, whichever session of it; an empty name means all.</summary>
    public IReadOnlyList<EgressInfo> List(string roomName, bool activeOnly)
    {
        lock (rooms.Gate)
        {
            IEnumerable<EgressRun> runs = roomName.Length == 0 ? _byId.Values : _byRoom.GetValueOrDefault(roomName) ?? [];
            return [.. runs.Where(run => !(activeOnly && run.IsOver)).Select(run => run.Info)];
        }
    }

    /// <summary>The egresses that run in this very room.</summary>
    public IReadOnlyList<EgressRun> RunningIn(Room room)
    {
        lock (rooms.Gate)
            return [.. (_byRoom.GetValueOrDefault(room.Name) ?? []).Where(run => run.Room == room && run.IsRunning)];
    }

    /// <summary>Lets an egress that is over be forgotten in time.</summary>
    public void Retire(EgressRun run)
    {
        lock (rooms.Gate)
            _ended.Enqueue(run);
    }

    /// <summary>Forgets what ended more than a day ago.</summary>
    public void ForgetOld()
    {
        lock (rooms.Gate)
        {
            var oldest = (time.GetUtcNow() - Retention).ToUnixNanoseconds();
            while (_ended.TryPeek(out var run) && (run.Info.EndedAt < oldest || _ended.Count > MostEnded))
                Forget(_ended.Dequeue());
        }
    }

    private void Forget(EgressRun run)
    {
        _byId.Remove(run.Info.EgressId);
        var ofRoom = _byRoom[run.Info.RoomName];
        ofRoom.Remove(run);
        if (ofRoom.Count == 0)
            _byRoom.Remove(run.Info.RoomName);
    }
}
