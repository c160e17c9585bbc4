using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>Recorders, and the bucket that they write.</summary>
internal sealed partial class World
{
    private readonly List<WorldEgress> _egresses = [];
    private readonly List<(DateTimeOffset At, string Key, string RoomSid)> _coming = [];
    private readonly bool _listsRecorders = random.Next(4) > 0;

    private readonly SortedSet<string> _bucket = new(StringComparer.Ordinal);

    public IReadOnlyList<WorldEgress> Egresses => _egresses;

    /// <summary>The keys of all objects.</summary>
    public IReadOnlyCollection<string> Bucket => _bucket;

    /// <summary>Whether an answer has listed a recorder among a room's participants.</summary>
    public bool RecordersWereListed { get; private set; }

    /// <summary>Whether the bucket may be read.</summary>
    public bool BucketIsOpen { get; } = random.Next(20) > 0;

    // A start that is refused may have begun with some worker, which joins up to a minute later.
    public Task<EgressReport> StartAsync(string room, string key, CancellationToken cancellationToken) => Try(() =>
    {
        if (Open is not { } open)
            throw new OutsideException("requested room does not exist", refused: true);
        var luck = random.Next(10);
        if (luck is 1)
            _coming.Add((clock.Now.AddSeconds(random.Next(60)), key, open.Sid));
        return luck < 2 ? throw new OutsideException("no servers available", refused: false) : Place(key, open).Report;
    });

    private WorldEgress Place(string key, WorldRoom room)
    {
        var egress = new WorldEgress($"EG_{++_ids}", key, room.Sid)
        {
            WorkerDiesAt = random.Next(6) is 0 ? clock.Now.AddSeconds(random.Next(200)) : null,
            Fate = (WorldEgressFate)random.Next(14),
        };
        _egresses.Add(egress);
        Change(egress, EgressStatus.Starting);
        room.Recorders.Add(Person($"PA_{egress.Id}", egress.Id, ParticipantKind.Egress, room) with { AudioAt = null });
        News.Enqueue(room.Recorders[^1]);
        if (room.Human is not null)
            Change(egress, EgressStatus.Active);
        return egress;
    }

    private void PassRecorders()
    {
        foreach (var coming in _coming.Where(c => c.At <= clock.Now).ToList())
        {
            _coming.Remove(coming);
            if (Open is { } open && open.Sid == coming.RoomSid)
                Place(coming.Key, open);
        }

        foreach (var egress in _egresses.Where(e => e.IsHealthy && e.WorkerDiesAt <= clock.Now))
        {
            egress.Orphan = true;
            LeaveRoom(egress);
        }
    }

    private void LeaveRoom(WorldEgress egress)
    {
        if (_rooms.SelectMany(r => r.Recorders, (room, recorder) => (room, recorder))
            .FirstOrDefault(p => p.recorder.Identity == egress.Id) is not { recorder: { } recorder, room: var room })
            return;
        room.Recorders.Remove(recorder);
        News.Enqueue(recorder with { JoinedAt = null, LeftAt = clock.Now });
    }

    public Task<EgressReport?> StopAsync(string egressId, CancellationToken cancellationToken) => Try(() =>
    {
        var egress = _egresses.Single(e => e.Id == egressId);
        End(egress);
        return egress.Report;
    })!;

    public Task<IReadOnlyList<EgressReport>> ListAsync(string room, CancellationToken cancellationToken) =>
        Try<IReadOnlyList<EgressReport>>(() => [.. _egresses.Select(e => e.Report)]);

    public Task<StoredRecording?> FindAsync(string key, CancellationToken cancellationToken) => Try(() =>
        InBucket().Contains(key) ? new StoredRecording(65_000, "audio/ogg") : null);

    Task<IReadOnlyList<string>> IRecordingStore.ListAsync(string prefix, CancellationToken cancellationToken) => Try<IReadOnlyList<string>>(() =>
        [.. InBucket().Where(key => key.StartsWith(prefix, StringComparison.Ordinal))]);

    Task IRecordingStore.DeleteAsync(string key, CancellationToken cancellationToken) => Try(() => InBucket().Remove(key));

    private SortedSet<string> InBucket() => BucketIsOpen ? _bucket : throw new OutsideException("The bucket may not be read", refused: true);

    public string Link(string key, DateTimeOffset expiresAt) => throw new NotSupportedException();

    /// <summary>A recorder whose worker was lost uploads all the same, and nobody says so.</summary>
    public void UploadLate()
    {
        foreach (var egress in _egresses.Where(e => e.Orphan))
            Upload(egress);
    }

    /// <summary>Recorders whose workers were lost end all the same.</summary>
    public IReadOnlyList<EgressReport> EndOrphans()
    {
        var orphans = _egresses.Where(e => e.Orphan && !e.Report.IsTerminal()).ToList();
        foreach (var egress in orphans)
        {
            egress.Orphan = false;
            Upload(egress);
            egress.Change(EgressStatus.Complete, clock.Now);
        }

        return [.. orphans.Select(e => e.Report)];
    }

    /// <summary>The recorder at work fails, although people are still there.</summary>
    public void BreakRecorder()
    {
        if (_egresses.LastOrDefault(e => e.IsHealthy) is { } egress)
            Change(egress, EgressStatus.Failed);
    }

    private void End(WorldEgress egress)
    {
        if (egress.Report.IsTerminal() || egress.Orphan)
            return;
        var recorded = egress.Status is EgressStatus.Active;
        if (recorded && egress.Fate is not (WorldEgressFate.UploadFails or WorldEgressFate.ObjectIsMissing))
            Upload(egress);
        Change(egress, !recorded ? EgressStatus.Aborted
            : egress.Fate is WorldEgressFate.UploadFails ? EgressStatus.Failed
            : egress.Fate is WorldEgressFate.LimitIsReached ? EgressStatus.LimitReached
            : EgressStatus.Complete);
        if (egress.Fate is WorldEgressFate.ToldTwoEnds)
            News.Enqueue(new EgressReported(egress.Report with { Status = EgressStatus.Failed, Error = "end reason: failure" }));
    }

    // The recording, and LiveKit's file about it.
    private void Upload(WorldEgress egress)
    {
        egress.Uploaded = true;
        _bucket.Add(egress.Key);
        _bucket.Add($"voice-recordings/{egress.Id}.json");
    }

    private void Change(WorldEgress egress, EgressStatus status)
    {
        egress.Change(status, clock.Now);
        if (status >= EgressStatus.Aborted)
            LeaveRoom(egress);
        News.Enqueue(new EgressReported(egress.Report));
    }
}
