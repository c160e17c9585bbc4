using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Rooms;
using OrleansCalls.LiveKit.Sandbox.State;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>The egresses that LiveKit knows, ended ones for a day (livekit-server pkg/service/redisstore.go).</summary>
internal sealed class EgressDirectory
{
    /// <summary>Ended egresses are forgotten after a day, and earlier when there are very many.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromHours(24);
    private const int MostEnded = 50_000;

    private readonly Dictionary<string, EgressRun> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<EgressRun>> _byRoom = new(StringComparer.Ordinal);
    private readonly Queue<EgressRun> _ended = new();
    private readonly RoomDirectory _rooms;
    private readonly StateFile _state;
    private readonly TimeProvider _time;

    public EgressDirectory(RoomDirectory rooms, StateFile state, TimeProvider time)
    {
        (_rooms, _state, _time) = (rooms, state, time);
        foreach (var run in RestoredEgresses.Of(state.Restored))
            Restore(run);
    }

    /// <summary>All egresses.</summary>
    public IReadOnlyList<EgressRun> All
    {
        get
        {
            lock (_rooms.Gate)
                return [.. _byId.Values];
        }
    }

    public void Add(EgressRun run)
    {
        lock (_rooms.Gate)
        {
            Index(run);
            _state.Write(run.Info);
        }
    }

    /// <summary>Shows an egress differently from now on.</summary>
    public void Change(EgressRun run, EgressInfo info)
    {
        lock (_rooms.Gate)
        {
            run.Info = info;
            _state.Write(info);
        }
    }

    /// <summary>The egress; null when nobody knows the id, or no more.</summary>
    public EgressRun? Find(string egressId)
    {
        lock (_rooms.Gate)
            return _byId.GetValueOrDefault(egressId);
    }

    /// <summary>The egresses of a room name, whichever session of it; an empty name means all.</summary>
    public IReadOnlyList<EgressInfo> List(string roomName, bool activeOnly)
    {
        lock (_rooms.Gate)
        {
            IEnumerable<EgressRun> runs = roomName.Length == 0 ? _byId.Values : _byRoom.GetValueOrDefault(roomName) ?? [];
            return [.. runs.Where(run => !(activeOnly && run.IsOver)).Select(run => run.Info)];
        }
    }

    /// <summary>The egresses that run in this very room.</summary>
    public IReadOnlyList<EgressRun> RunningIn(Room room)
    {
        lock (_rooms.Gate)
            return [.. (_byRoom.GetValueOrDefault(room.Name) ?? []).Where(run => run.Room == room && run.IsRunning)];
    }

    /// <summary>Lets an egress that is over be forgotten in time; one without an end is kept for ever, as LiveKit does.</summary>
    public void Retire(EgressRun run)
    {
        lock (_rooms.Gate)
        {
            if (run.Info.EndedAt > 0)
                _ended.Enqueue(run);
        }
    }

    /// <summary>Forgets what ended more than a day ago.</summary>
    public void ForgetOld()
    {
        lock (_rooms.Gate)
        {
            var oldest = (_time.GetUtcNow() - Retention).ToUnixNanoseconds();
            while (_ended.TryPeek(out var run) && (run.Info.EndedAt < oldest || _ended.Count > MostEnded))
                Forget(_ended.Dequeue());
        }
    }

    private void Restore(EgressRun run)
    {
        Index(run);
        if (run.IsOver)
            Retire(run);
    }

    private void Index(EgressRun run)
    {
        _byId.Add(run.Info.EgressId, run);
        if (!_byRoom.TryGetValue(run.Info.RoomName, out var ofRoom))
            _byRoom.Add(run.Info.RoomName, ofRoom = []);

        ofRoom.Add(run);
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
