using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>Recorders, and the bucket that they write.</summary>
internal sealed partial class World
{
    private readonly List<WorldEgress> _egresses = [];

    private readonly SortedSet<string> _bucket = new(StringComparer.Ordinal);

    public IReadOnlyList<WorldEgress> Egresses => _egresses;

    /// <summary>The keys of all objects.</summary>
    public IReadOnlyCollection<string> Bucket => _bucket;

    public Task<EgressReport> StartAsync(string room, string key, CancellationToken cancellationToken) => Try(() =>
    {
        if (Open is not { } open)
            throw new OutsideException("requested room does not exist", refused: true);
        if (random.Next(10) is 0)
            throw new OutsideException("no servers available", refused: true);
        var egress = new WorldEgress($"EG_{++_ids}", key, open.Sid) { Orphan = random.Next(8) is 0, Fate = (WorldEgressFate)random.Next(12) };
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
        _bucket.Contains(key) ? new StoredRecording(65_000, "audio/ogg") : null);

    Task<IReadOnlyList<string>> IRecordingStore.ListAsync(string prefix, CancellationToken cancellationToken) => Try<IReadOnlyList<string>>(() =>
        [.. _bucket.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))]);

    Task IRecordingStore.DeleteAsync(string key, CancellationToken cancellationToken) => Try(() => _bucket.Remove(key));

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
        if (_egresses.LastOrDefault(e => !e.Report.IsTerminal() && !e.Orphan) is { } egress)
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
        News.Enqueue(new EgressReported(egress.Report));
    }
}
