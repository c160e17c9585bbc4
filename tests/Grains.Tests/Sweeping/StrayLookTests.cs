using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Sweeping;
using OrleansCalls.Grains.Tests.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Grains.Tests.Sweeping;

/// <summary>Rooms and recorders that outlive their call, in the sandbox, which tells nobody of them.</summary>
public sealed class StrayLookTests(PostgresFixture postgres, S3Fixture s3)
{
    private static readonly StrayOptions s_atOnce = new() { Interval = TimeSpan.FromDays(1), Age = TimeSpan.Zero };

    private readonly string _room = RoomName.For($"ana-{Guid.NewGuid():N}", DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task Round_RoomOfACompleteCallMadeAnew_IsClosed()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync(), sandbox.Options, strays: s_atOnce);
        await CompleteAsync(cluster, sandbox);
        await sandbox.JoinAsync(_room, "ana"); // with the token of the ended call
        Assert.True(await IsLiveAsync(sandbox, _room));

        await cluster.LookForStraysAsync();

        await UntilAsync(async () => !await IsLiveAsync(sandbox, _room));
        await UntilAsync(cluster.IsSettledAsync); // not closed again and again
        Assert.Equal(CallStatus.Completed, (await cluster.Call(_room).GetAsync())!.Status);
    }

    [Fact]
    public async Task Round_RecorderOfACompleteCall_IsStopped()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var cluster = await CallCluster.StartAsync(
            await postgres.CreateDatabaseAsync(), sandbox.Options, await s3.ServerAsync(), strays: s_atOnce);
        await CompleteAsync(cluster, sandbox);
        await sandbox.JoinAsync(_room, "ana");
        var ours = await sandbox.RecordAsync(_room, $"voice-recordings/{_room}.ogg");
        var theirs = await sandbox.RecordAsync(_room, "operators/track.ogg");
        await sandbox.FaultAsync(new { rpc = new[] { new { method = "DeleteRoom", status = 503, code = "unavailable", msg = "no" } } });

        await cluster.LookForStraysAsync();

        await UntilAsync(async () => !(await sandbox.RunningRecordersAsync()).Contains(ours));
        Assert.Equal([theirs], await sandbox.RunningRecordersAsync()); // the room, which would end it, is still there
    }

    [Fact]
    public async Task Round_LiveCall_IsLeftAlone()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var cluster = await CallCluster.StartAsync(
            await postgres.CreateDatabaseAsync(), sandbox.Options, await s3.ServerAsync(), strays: s_atOnce);
        await cluster.Call(_room).StartAsync(Starts.By("ana"));
        await sandbox.JoinAsync(_room, "ana");
        var before = await cluster.WhenAsync(_room, c => c.Recording.State is RecordingState.Active);

        await cluster.LookForStraysAsync();

        Assert.True(await IsLiveAsync(sandbox, _room));
        var requests = await sandbox.RequestsAsync();
        Assert.False(requests.ContainsKey("StopEgress") || requests.ContainsKey("DeleteRoom"));
        Assert.Equal(CallStatus.InProgress, (await cluster.Call(_room).GetAsync())!.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Round_RoomThatNoCallKnows_IsClosedOnlyWhereNobodyElseCanHaveMadeIt(bool alone)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var cluster = await CallCluster.StartAsync(
            await postgres.CreateDatabaseAsync(), sandbox.Options, strays: s_atOnce with { CloseUnknown = alone });
        await sandbox.JoinAsync(_room, "ana");
        await sandbox.JoinAsync("lobby", "ana");

        await cluster.LookForStraysAsync();

        Assert.Equal(!alone, await IsLiveAsync(sandbox, _room));
        Assert.True(await IsLiveAsync(sandbox, "lobby"));
    }

    [Fact]
    public async Task Rounds_AreMadeByThemselves()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var cluster = await CallCluster.StartAsync(
            await postgres.CreateDatabaseAsync(), sandbox.Options, strays: s_atOnce with { Interval = TimeSpan.FromSeconds(0.5), CloseUnknown = true });
        await sandbox.JoinAsync(_room, "ana");

        await UntilAsync(async () => !await IsLiveAsync(sandbox, _room));
    }

    private async Task CompleteAsync(CallCluster cluster, TestSandbox sandbox)
    {
        await cluster.Call(_room).StartAsync(Starts.By("ana"));
        await sandbox.JoinAsync(_room, "ana");
        await cluster.WhenAsync(_room, c => c.Participants.Any(p => p.Kind is ParticipantKind.Human));
        await cluster.Call(_room).EndAsync("ana");
        await cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved);
        await UntilAsync(cluster.IsSettledAsync);
    }

    private static Task<bool> IsLiveAsync(TestSandbox sandbox, string room) => sandbox.IsLiveAsync(room);

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo())
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
    }
}
