using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Tests.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Grains.Tests.Sweeping;

/// <summary>Recorders whose worker died: LiveKit lists them for ever, and no request to stop them is answered. A complete call leaves them alone.</summary>
public sealed class LostRecorderTests(PostgresFixture postgres, S3Fixture s3)
{
    private const int Tries = 3; // of each activation that is told of one

    private static readonly CallTimings s_timings = CallCluster.Hurried with
    {
        EgressStopGrace = TimeSpan.FromSeconds(0.2),
        EgressLostAfter = TimeSpan.FromSeconds(1),
        Steady = Backoff.Every(TimeSpan.FromSeconds(0.1)),
    };

    private readonly string _room = RoomName.For($"ana-{Guid.NewGuid():N}", DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task CompleteCall_ALateReminder_BeginsNothing()
    {
        await using var sandbox = await TestSandbox.StartAsync(unansweredAfter: TimeSpan.FromSeconds(0.1));
        await using var cluster = await ClusterAsync(sandbox);
        await CompleteWithTwoAsync(cluster, sandbox);
        var asked = await StopsAsync(sandbox);

        await cluster.Call(_room).TickAsync();
        Assert.Null(await cluster.Call(_room).SweepAsync());

        Assert.True(await cluster.IsSettledAsync()); // the turn that begins something stores it
        Assert.Equal(asked, await StopsAsync(sandbox));
    }

    [Fact]
    public async Task CompleteCall_IsToldOfTwo_AsksEachThriceAndIsSettledForGood()
    {
        await using var sandbox = await TestSandbox.StartAsync(unansweredAfter: TimeSpan.FromSeconds(0.1));
        await using var cluster = await ClusterAsync(sandbox);
        var lost = await CompleteWithTwoAsync(cluster, sandbox);
        var asked = await StopsAsync(sandbox);

        await cluster.Call(_room).ApplyAsync(
            [.. lost.Select(s => new EgressReported(new EgressReport { EgressId = s.EgressId!, Key = s.Key, Status = EgressStatus.Active }))], NewsSource.Look);

        await UntilAsync(cluster.IsSettledAsync);
        for (var look = 0; look < 30; look++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            Assert.True(await cluster.IsSettledAsync());
        }

        Assert.Equal(asked + (Tries * lost.Count), await StopsAsync(sandbox));
    }

    private async Task<CallCluster> ClusterAsync(TestSandbox sandbox) => await CallCluster.StartAsync(
        await postgres.CreateDatabaseAsync(), sandbox.Options, await s3.ServerAsync(), s_timings);

    private async Task<IReadOnlyList<RecordingSegment>> CompleteWithTwoAsync(CallCluster cluster, TestSandbox sandbox)
    {
        await cluster.Call(_room).StartAsync(Starts.By("ana"));
        await sandbox.JoinAsync(_room, "ana");
        var first = await cluster.WhenAsync(_room, c => c.Recording.State is RecordingState.Active);
        await sandbox.OrphanAsync(first.Recording.EgressId!);
        var second = await cluster.WhenAsync(_room, c => c.Recording.Segments.Count is 2 && c.Recording.Segments[1].State is RecordingState.Active);
        await sandbox.OrphanAsync(second.Recording.Segments[1].EgressId!);
        await cluster.Call(_room).EndAsync("ana");
        var complete = await cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.Recording.Segments.All(s => s.State is RecordingState.Failed));
        await UntilAsync(cluster.IsSettledAsync);
        return complete.Recording.Segments;
    }

    private static async Task<int> StopsAsync(TestSandbox sandbox) => (await sandbox.RequestsAsync())["StopEgress"];

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo())
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
    }
}
