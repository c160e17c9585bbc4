using Amazon.S3.Model;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OrleansCalls.DevStack.S3;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Sweeping;
using OrleansCalls.Grains.Tests.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Grains.Tests.Erasure;

/// <summary>A cluster, a sandbox and a bucket, in which an erased call is watched for two seconds.</summary>
internal sealed class ErasureRig : IAsyncDisposable
{
    private static readonly CallTimings s_timings = CallCluster.Hurried with
    {
        EgressStopGrace = TimeSpan.FromSeconds(1),
        EgressLostAfter = TimeSpan.FromSeconds(8),
        EgressEndLook = Backoff.Every(TimeSpan.FromSeconds(0.5)),
        ErasureWatch = TimeSpan.FromSeconds(2),
        Erasing = Backoff.Every(TimeSpan.FromSeconds(0.2)),
        Closing = Backoff.Every(TimeSpan.FromSeconds(0.2)),
    };

    private ErasureRig(TestSandbox sandbox, CallCluster cluster, S3Server s3, NpgsqlDataSource database) =>
        (Sandbox, Cluster, S3, Database) = (sandbox, cluster, s3, database);

    public string Room { get; } = RoomName.For($"ana-{Guid.NewGuid():N}", TimeProvider.System.GetUtcNow()); // tests share the bucket

    public TestSandbox Sandbox { get; }

    public CallCluster Cluster { get; }

    public S3Server S3 { get; }

    public NpgsqlDataSource Database { get; }

    public ICallGrain Call => Cluster.Call(Room);

    public string Key => RecordingKeys.First(Room);

    public static async Task<ErasureRig> StartAsync(PostgresFixture postgres, S3Fixture s3, Action<IServiceCollection>? change = null)
    {
        var sandbox = await TestSandbox.StartAsync();
        var bucket = await s3.ServerAsync();
        var strays = new StrayOptions { Interval = TimeSpan.FromDays(1), Age = TimeSpan.Zero };
        var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync(), sandbox.Options, bucket, s_timings, strays, change);
        return new ErasureRig(sandbox, cluster, bucket, NpgsqlDataSource.Create(cluster.Database));
    }

    /// <summary>A call in which somebody speaks and is recorded.</summary>
    public async Task<CallSnapshot> SpeakAsync()
    {
        await Call.StartAsync(Starts.By("ana"));
        await Cluster.WhenAsync(Room, c => c.Status is CallStatus.InProgress);
        await Sandbox.JoinAsync(Room, "ana");
        await Call.AppendTranscriptAsync([Starts.Said("1", "One is leaving."), Starts.Said("2", "Call her.")]);
        return await Cluster.WhenAsync(Room, c => c.Recording.State is RecordingState.Active);
    }

    /// <summary>The same, brought home.</summary>
    public async Task<CallSnapshot> CompleteAsync()
    {
        await SpeakAsync();
        await Call.EndAsync("ana");
        return await Cluster.WhenAsync(Room, c => c.Phase is CallPhase.SummarySaved && c.Recording.State is RecordingState.Ready);
    }

    public Task<ErasureReport?> EraseAsync(string user = "ana") => Call.EraseAsync(new EraseCall { UserId = user });

    /// <summary>The erasure as soon as nothing is left.</summary>
    public async Task<ErasureReport> ErasedAsync()
    {
        var report = await EraseAsync();
        await UntilAsync(async () => (report = await EraseAsync() ?? report)!.IsErased);
        return report!;
    }

    /// <summary>Waits until the tombstone alone is left of the call.</summary>
    public async Task ForgottenAsync()
    {
        await UntilAsync(async () => await CountAsync("SELECT count(*) FROM orleans_storage") is 0);
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM call_tombstones WHERE removed IS NULL"));
        Assert.Equal(0, await CountAsync("""
            SELECT (SELECT count(*) FROM coaching_sessions) + (SELECT count(*) FROM fred_episodic_memory) + (SELECT count(*) FROM call_segments)
                + (SELECT count(*) FROM call_client_transcripts) + (SELECT count(*) FROM call_timeline) + (SELECT count(*) FROM call_changes)
            """));
    }

    public async Task<long> CountAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task RunAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task PutAsync(string key)
    {
        using var client = S3.CreateClient();
        await client.PutObjectAsync(new PutObjectRequest { BucketName = S3.Bucket, Key = key, ContentBody = "OggS", UseChunkEncoding = false });
    }

    /// <summary>The keys of this call's recordings and of LiveKit's files about them.</summary>
    public async Task<IReadOnlyList<string>> ObjectsAsync(params IEnumerable<string> egressIds)
    {
        using var client = S3.CreateClient();
        var listed = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = S3.Bucket, Prefix = "voice-recordings/" });
        return [.. (listed.S3Objects ?? []).Select(o => o.Key)
            .Where(k => k.Contains(Room, StringComparison.Ordinal) || egressIds.Any(id => k.Contains(id, StringComparison.Ordinal)))];
    }

    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!await isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await Cluster.DisposeAsync();
        await Sandbox.DisposeAsync();
    }
}
