using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>Recorders, and the bucket that they write.</summary>
internal sealed partial class World
{
    private readonly List<WorldEgress> _egresses = [];

    public IReadOnlyList<WorldEgress> Egresses => _egresses;

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
        _egresses.Any(e => e.Key == key && e.Uploaded) ? new StoredRecording(65_000, "audio/ogg") : null);

    public string Link(string key, DateTimeOffset expiresAt) => throw new NotSupportedException();

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
        egress.Uploaded = recorded && egress.Fate is not (WorldEgressFate.UploadFails or WorldEgressFate.ObjectIsMissing);
        Change(egress, !recorded ? EgressStatus.Aborted
            : egress.Fate is WorldEgressFate.UploadFails ? EgressStatus.Failed
            : egress.Fate is WorldEgressFate.LimitIsReached ? EgressStatus.LimitReached
            : EgressStatus.Complete);
        if (egress.Fate is WorldEgressFate.ToldTwoEnds)
            News.Enqueue(new EgressReported(egress.Report with { Status = EgressStatus.Failed, Error = "end reason: failure" }));
    }

    private void Change(WorldEgress egress, EgressStatus status)
    {
        egress.Change(status, clock.Now);
        News.Enqueue(new EgressReported(egress.Report));
    }
}
