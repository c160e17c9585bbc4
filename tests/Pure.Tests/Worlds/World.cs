using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Sessions;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>
/// LiveKit, bucket and tables as a model: what is true in it is what a call must find out. LiveKit's rules are those of
/// its server: a room closes by its time-outs, a recorder records from the first sound to the room's end, and whoever comes
/// to an ended room, or is called there, makes another of its name.
/// </summary>
internal sealed partial class World(WorldClock clock, Random random) : ICallRooms, IAgents, IRecorders, IRecordingStore, ITranscriptStore, ISessionStore, IErasureStore
{
    private readonly List<WorldRoom> _rooms = [];
    private readonly bool _flaky = random.Next(4) is 0;
    private (string Sid, IReadOnlyList<ParticipantSeen> Listed)? _ghost;
    private int _ids;

    /// <summary>Every room that there ever was.</summary>
    public IReadOnlyList<WorldRoom> Rooms => _rooms;

    /// <summary>The room that LiveKit has under the call's name now.</summary>
    public WorldRoom? Open => _rooms.Find(r => r.ClosedAt is null);

    public List<string> Dispatches { get; } = [];

    public int DispatchesMade { get; private set; }

    /// <summary>What LiveKit has to tell, in the order in which it happened.</summary>
    public Queue<CallEvent> News { get; } = new();

    /// <summary>Nothing outside answers while this holds; what was asked may have happened nevertheless.</summary>
    public bool Away { get; set; }

    public bool IsConfigured => true;

    public bool HumanThere => Open?.Human is not null;

    /// <summary>The founder comes; to an ended room as well, which makes another.</summary>
    public void Join()
    {
        if (_rooms.Count is 0 || HumanThere)
            return;
        var room = Open ?? Make();
        room.HumanCame = true;
        room.Human = Person($"PA_{++_ids}", "ana", ParticipantKind.Human, room);
        News.Enqueue(room.Human);
        foreach (var egress in _egresses.Where(e => e.Report.RoomSid == room.Sid && e.Status is EgressStatus.Starting && !e.Orphan))
            Change(egress, EgressStatus.Active);
    }

    public void Leave()
    {
        if (Open is not { Human: { } human } room)
            return;
        (room.Human, room.HumanLeftAt) = (null, clock.Now);
        News.Enqueue(human with { JoinedAt = null, AudioAt = null, LeftAt = clock.Now });
    }

    /// <summary>Whichever agent is there goes.</summary>
    public void LoseAgent()
    {
        if (Open is not { } room)
            return;
        foreach (var agent in room.Agents)
            News.Enqueue(agent with { JoinedAt = null, AudioAt = null, LeftAt = clock.Now });
        room.Agents.Clear();
    }

    /// <summary>What LiveKit does by itself as time passes: time-outs, and the ends of recorders.</summary>
    public void Pass()
    {
        PassRecorders();
        if (Open is not { Human: null } room)
            return;
        var empty = room.HumanLeftAt is { } left ? clock.Now - left >= TimeSpan.FromSeconds(20)
            : clock.Now - room.CreatedAt >= CallType.OnDemand.EmptyTimeout();
        if (empty)
            Close(room);
    }

    /// <summary>LiveKit starts anew: the room is gone, and nobody says so; its recorders stay as they were, for ever.</summary>
    public void Restart()
    {
        if (Open is not { } room)
            return;
        room.Vanish(clock.Now);
        Dispatches.Clear();
        foreach (var egress in _egresses.Where(e => !e.Report.IsTerminal()))
            egress.Orphan = true;
    }

    /// <summary>The room is gone, and nobody says so, neither of it nor of its recorders, which did end.</summary>
    public void Vanish()
    {
        if (Open is not { } room)
            return;
        var told = News.Count;
        Close(room);
        var earlier = News.Take(told).ToList();
        News.Clear();
        earlier.ForEach(News.Enqueue);
    }

    /// <summary>The room is gone likewise, but LiveKit lists it for ever, with everybody in it, and cannot delete it.</summary>
    public void Haunt()
    {
        if (Open is not { } room)
            return;
        _ghost = (room.Sid, [.. room.People.Concat(_listsRecorders ? room.Recorders : [])]);
        Vanish();
    }

    public Task<RoomCreated> CreateAsync(string room, CallRequested request, CancellationToken cancellationToken) => Try(() =>
    {
        var open = Open ?? Make();
        return new RoomCreated(open.Sid, open.CreatedAt);
    });

    public Task<bool> DeleteAsync(string room, CancellationToken cancellationToken) => Try(() =>
    {
        if (Open is not { } open)
            return false;
        Close(open);
        return true;
    });

    Task<string?> ICallRooms.FindAsync(string room, CancellationToken cancellationToken) => Try(() => Open?.Sid ?? _ghost?.Sid);

    // LiveKit lists by name and does not say which room it means.
    public Task<IReadOnlyList<ParticipantSeen>> ParticipantsAsync(
        string room, string roomSid, DateTimeOffset now, CancellationToken cancellationToken) => Try<IReadOnlyList<ParticipantSeen>>(() =>
        {
            var listed = Open?.People.Concat(_listsRecorders ? Open.Recorders : []) ?? _ghost?.Listed ?? [];
            RecordersWereListed |= listed.Any(p => p.Kind is ParticipantKind.Egress);
            return [.. listed.Select(p => p with { RoomSid = roomSid })];
        });

    public Task<string> DispatchAsync(string room, CallRequested request, string? resume, CancellationToken cancellationToken) => Try(() =>
    {
        Dispatches.Add($"AD_{++_ids}");
        DispatchesMade++;
        var open = Open ?? Make();
        if (random.Next(4) > 0)
        {
            open.Agents.Add(Person($"PA_agent{_ids}", "fred", ParticipantKind.Agent, open));
            News.Enqueue(open.Agents[^1]);
        }

        return Dispatches[^1];
    });

    Task<IReadOnlyList<AgentCall>> IAgents.ListAsync(string room, CancellationToken cancellationToken) =>
        Try<IReadOnlyList<AgentCall>>(() => [.. Dispatches.Select(d => new AgentCall(d, Pending: random.Next(3) is 0))]);

    public Task TakeBackAsync(string room, string dispatchId, CancellationToken cancellationToken) => Try(() => Dispatches.Remove(dispatchId));

    private WorldRoom Make()
    {
        _ghost = null;
        _rooms.Add(new WorldRoom($"RM_{++_ids}", clock.Now));
        News.Enqueue(new RoomSeen(_rooms[^1].Sid, clock.Now));
        return _rooms[^1];
    }

    private void Close(WorldRoom room)
    {
        Leave();
        LoseAgent();
        room.Vanish(clock.Now);
        News.Enqueue(new RoomFinished(room.Sid, clock.Now));
        foreach (var egress in _egresses.Where(e => e.Report.RoomSid == room.Sid))
            End(egress);
    }

    private ParticipantSeen Person(string sid, string identity, ParticipantKind kind, WorldRoom room) =>
        new() { RoomSid = room.Sid, ParticipantSid = sid, Identity = identity, Kind = kind, JoinedAt = clock.Now, AudioAt = clock.Now };

    /// <summary>Away, the request is lost or its answer is; a flaky world loses some at any time.</summary>
    private Task<T> Try<T>(Func<T> ask)
    {
        if (!Away && !(_flaky && random.Next(12) is 0))
            return Task.FromResult(ask());
        if (random.Next(2) is 0)
            _ = ask();
        throw new OutsideException("away", refused: false);
    }
}
