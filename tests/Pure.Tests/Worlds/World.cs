using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Sessions;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>
/// LiveKit, bucket and tables as a model: what is true in it is what a call must find out. LiveKit's rules are those of
/// its server: a room closes by its time-outs, a recorder records from the first sound to the room's end.
/// </summary>
internal sealed class World(WorldClock clock, Random random) : ICallRooms, IAgents, IRecorders, IRecordingStore, ITranscriptStore, ISessionStore
{
    private readonly List<WorldEgress> _egresses = [];
    private readonly List<ParticipantSeen> _agents = [];
    private int _ids;
    private long _rowRevision;

    public string? RoomSid { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public DateTimeOffset? HumanJoinedAt { get; private set; }

    public DateTimeOffset? HumanLeftAt { get; private set; }

    public IReadOnlyList<WorldEgress> Egresses => _egresses;

    public Dictionary<string, SessionRow> Rows { get; } = [];

    public List<TranscriptSegment> Segments { get; } = [];

    public List<string> Dispatches { get; } = [];

    /// <summary>What LiveKit has to tell, in the order in which it happened.</summary>
    public Queue<CallEvent> News { get; } = new();

    /// <summary>Nothing outside answers while this holds; what was asked may have happened nevertheless.</summary>
    public bool Away { get; set; }

    public bool IsConfigured => true;

    private bool HumanThere => HumanJoinedAt is not null && HumanLeftAt is null && ClosedAt is null;

    public void Join()
    {
        if (RoomSid is null || ClosedAt is not null)
            return;
        HumanJoinedAt = clock.Now;
        News.Enqueue(Human() with { JoinedAt = clock.Now, AudioAt = clock.Now });
        foreach (var egress in _egresses.Where(e => e.Status is EgressStatus.Starting))
            Change(egress, EgressStatus.Active);
    }

    public void Leave()
    {
        if (!HumanThere)
            return;
        HumanLeftAt = clock.Now;
        News.Enqueue(Human() with { LeftAt = clock.Now });
    }

    /// <summary>What LiveKit does by itself as time passes: time-outs, and the ends of recorders.</summary>
    public void Pass()
    {
        var emptyFor = HumanJoinedAt is null ? clock.Now - CreatedAt : clock.Now - (HumanLeftAt ?? clock.Now);
        var limit = HumanJoinedAt is null ? CallType.OnDemand.EmptyTimeout() : TimeSpan.FromSeconds(20);
        if (RoomSid is not null && ClosedAt is null && emptyFor >= limit)
            Close();
    }

    public Task<RoomCreated> CreateAsync(string room, CallRequested request, CancellationToken cancellationToken) => Try(() =>
    {
        if (RoomSid is null || ClosedAt is not null)
        {
            (RoomSid, CreatedAt, ClosedAt) = ($"RM_{++_ids}", clock.Now, null);
            News.Enqueue(new RoomSeen(RoomSid, clock.Now));
        }

        return new RoomCreated(RoomSid, CreatedAt);
    });

    public Task<bool> DeleteAsync(string room, CancellationToken cancellationToken) => Try(() =>
    {
        var existed = RoomSid is not null && ClosedAt is null;
        Close();
        return existed;
    });

    Task<string?> ICallRooms.FindAsync(string room, CancellationToken cancellationToken) => Try(() => ClosedAt is null ? RoomSid : null);

    public Task<IReadOnlyList<ParticipantSeen>> ParticipantsAsync(
        string room, string roomSid, DateTimeOffset now, CancellationToken cancellationToken) => Try<IReadOnlyList<ParticipantSeen>>(() =>
            HumanThere ? [.. _agents, Human() with { JoinedAt = HumanJoinedAt, AudioAt = HumanJoinedAt }] : [.. _agents]);

    public Task<string> DispatchAsync(string room, CallRequested request, string? resume, CancellationToken cancellationToken) => Try(() =>
    {
        Dispatches.Add($"AD_{++_ids}");
        if (random.Next(4) > 0 && ClosedAt is null)
        {
            _agents.Add(Agent($"PA_agent{_ids}") with { JoinedAt = clock.Now, AudioAt = clock.Now });
            News.Enqueue(_agents[^1]);
        }

        return Dispatches[^1];
    });

    /// <summary>Whichever agent is there goes.</summary>
    public void LoseAgent()
    {
        foreach (var agent in _agents)
            News.Enqueue(Agent(agent.ParticipantSid) with { LeftAt = clock.Now });
        _agents.Clear();
    }

    Task<IReadOnlyList<AgentCall>> IAgents.ListAsync(string room, CancellationToken cancellationToken) =>
        Try<IReadOnlyList<AgentCall>>(() => [.. Dispatches.Select(d => new AgentCall(d, Pending: random.Next(3) is 0))]);

    public Task TakeBackAsync(string room, string dispatchId, CancellationToken cancellationToken) => Try(() => Dispatches.Remove(dispatchId));

    public Task<EgressReport> StartAsync(string room, string key, CancellationToken cancellationToken) => Try(() =>
    {
        if (ClosedAt is not null)
            throw new OutsideException("requested room does not exist", refused: true);
        var egress = new WorldEgress($"EG_{++_ids}", key, RoomSid!) { Orphan = random.Next(8) is 0 };
        _egresses.Add(egress);
        Change(egress, EgressStatus.Starting);
        if (HumanThere)
            Change(egress, EgressStatus.Active);
        return egress.Report;
    });

    public Task<EgressReport?> StopAsync(string egressId, CancellationToken cancellationToken) => Try(() =>
    {
        var egress = _egresses.Single(e => e.Id == egressId);
        End(egress);
        return egress.Report;
    })!;

    public Task<IReadOnlyList<EgressReport>> ListAsync(string room, CancellationToken cancellationToken) =>
        Try<IReadOnlyList<EgressReport>>(() => [.. _egresses.Select(e => e.Report)]);

    public Task<StoredRecording?> FindAsync(string key, CancellationToken cancellationToken) => Try(() =>
        _egresses.Any(e => e.Key == key && e.Uploaded) ? new StoredRecording(65_000, "audio/ogg") : null);

    public string Link(string key, DateTimeOffset expiresAt) => throw new NotSupportedException();

    public Task<int> AppendAsync(string room, IReadOnlyList<TranscriptSegment> segments, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> CountNewsAsync(string room, IReadOnlyList<TranscriptSegment> segments, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoredTranscript> ReadAsync(string room, CancellationToken cancellationToken) =>
        Try(() => new StoredTranscript([.. Segments], null, null));

    public Task<ClientTranscript?> ReadClientAsync(string room, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SaveClientAsync(string room, ClientTranscript transcript, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> WriteAsync(SessionRow row, IReadOnlyList<TranscriptLine>? transcript, long revision, CancellationToken cancellationToken) => Try<string?>(() =>
    {
        if (revision >= _rowRevision)
            (Rows[row.Room], _rowRevision) = (row, revision); // an older write never wins
        return null;
    });

    private ParticipantSeen Human() => new() { RoomSid = RoomSid!, ParticipantSid = "PA_1", Identity = "ana", Kind = ParticipantKind.Human };

    private ParticipantSeen Agent(string sid) => new() { RoomSid = RoomSid!, ParticipantSid = sid, Identity = sid, Kind = ParticipantKind.Agent };

    private void Close()
    {
        if (RoomSid is null || ClosedAt is not null)
            return;
        Leave();
        ClosedAt = clock.Now;
        LoseAgent();
        News.Enqueue(new RoomFinished(RoomSid, clock.Now));
        foreach (var egress in _egresses)
            End(egress);
    }

    private void End(WorldEgress egress)
    {
        if (egress.Report.IsTerminal() || egress.Orphan)
            return;
        egress.Uploaded = egress.Status is EgressStatus.Active;
        Change(egress, egress.Uploaded ? EgressStatus.Complete : EgressStatus.Aborted);
    }

    private void Change(WorldEgress egress, EgressStatus status)
    {
        egress.Change(status, clock.Now);
        News.Enqueue(new EgressReported(egress.Report));
    }

    /// <summary>Away, the request is lost or its answer is.</summary>
    private Task<T> Try<T>(Func<T> ask)
    {
        if (!Away)
            return Task.FromResult(ask());
        if (random.Next(2) is 0)
            _ = ask();
        throw new OutsideException("away", refused: false);
    }
}
