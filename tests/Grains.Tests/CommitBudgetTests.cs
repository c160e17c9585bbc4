using Amazon.S3.Model;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OrleansCalls.DevStack.Postgres;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Tests.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Grains.Tests;

/// <summary>
/// Commits are what a call costs, so a call has a budget of them. They are counted by Postgres itself: a transaction that
/// writes takes an id, one that only reads takes none. The server is this test's own and has no autovacuum.
/// </summary>
public sealed class CommitBudgetTests(S3Fixture s3)
{
    private readonly string _room = RoomName.For($"ana-{Guid.NewGuid():N}", DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task WholeCall_StaysWithinItsBudgets()
    {
        await using var server = await PostgresServer.StartAsync(
            new PostgresOptions { Durable = false, Settings = new Dictionary<string, string> { ["autovacuum"] = "off" } }, TestContext.Current.CancellationToken);
        await using var sandbox = await TestSandbox.StartAsync();
        var bucket = await s3.ServerAsync();
        await using var cluster = await CallCluster.StartAsync(
            await server.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken), sandbox.Options, bucket, new CallTimings(),
            change: services => services.AddSingleton(new WebhookOptions { Interval = TimeSpan.FromDays(1) })); // what is told is not sent here
        await using var database = NpgsqlDataSource.Create(cluster.Database);
        await RegisterWebhookAsync(database);
        var call = cluster.Call(_room);

        // A real recorder takes its time to start; that must not cost a commit.
        await sandbox.FaultAsync(new { rpc = new[] { new { method = "StartRoomCompositeEgress", delayMs = 700 } } });
        var before = await CommitsAsync(database);
        await call.StartAsync(Starts.By("ana"));
        var started = await cluster.WhenAsync(_room, c => c.Recording.EgressId is not null);
        await UntilAsync(database, "SELECT EXISTS (SELECT FROM coaching_sessions)");
        Assert.InRange(await CommitsAsync(database) - before, 1, 4);
        Assert.InRange((await sandbox.RequestsAsync()).Values.Sum(), 1, 3);

        ParticipantSeen[] joined = [Human(started) with { JoinedAt = started.StartedAt, AudioAt = started.StartedAt }];
        EgressReported[] active = [new(Egress(started, EgressStatus.Active))];
        Assert.Equal(1, await CostAsync(database, () => call.ApplyAsync(joined)));
        Assert.Equal(0, await CostAsync(database, () => call.ApplyAsync(joined)));
        Assert.Equal(1, await CostAsync(database, () => call.ApplyAsync(active)));
        Assert.Equal(0, await CostAsync(database, () => call.ApplyAsync(active)));
        TranscriptSegment[] said = [Starts.Said("1", "One is leaving."), Starts.Said("2", "Call her today.", Speaker.Fred)];
        Assert.Equal(1, await CostAsync(database, () => call.AppendTranscriptAsync(said)));
        Assert.Equal(0, await CostAsync(database, () => call.AppendTranscriptAsync(said)));

        using (var client = bucket.CreateClient())
        {
            await client.PutObjectAsync(new PutObjectRequest
            {
                BucketName = bucket.Bucket,
                Key = RecordingKeys.First(_room),
                ContentBody = "OggS",
                ContentType = "audio/ogg",
                UseChunkEncoding = false,
            }, TestContext.Current.CancellationToken);
        }

        var ended = started.StartedAt!.Value.AddSeconds(2);
        Assert.Equal(1, await CostAsync(database, () => call.ApplyAsync(
            [Human(started) with { LeftAt = ended }, new RoomFinished(started.RoomSid!, ended)])));
        before = await CommitsAsync(database);
        await call.SubmitTranscriptAsync(new SubmitTranscript
        {
            Lines = [new TranscriptLine { Speaker = Speaker.User, Text = "I will call her." }],
            DurationSeconds = 2,
        });
        await call.ApplyAsync([new EgressReported(Egress(started, EgressStatus.Complete) with { EndedAt = ended })]);
        var done = await cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.Recording.State is RecordingState.Ready);
        await UntilAsync(database, "SELECT NOT EXISTS (SELECT FROM orleans_storage WHERE due_at IS NOT NULL)");
        Assert.Equal((CallStatus.Completed, 3), (done.Status, done.TranscriptLines));
        const int webhook = 1;
        const int words = 1; // the row's words are derived in a subtransaction, which takes an id of its own and is no commit
        Assert.InRange(await CommitsAsync(database) - before - webhook - words, 1, 6);
        await UntilAsync(database, "SELECT count(DISTINCT type) = 4 FROM webhook_deliveries"); // told within the same commits
    }

    [Fact]
    public async Task ReadOfALiveCall_AsksPostgresNothing()
    {
        await using var server = await PostgresFixture.StartOwnAsync(TestContext.Current.CancellationToken);
        await using var cluster = await CallCluster.StartAsync(await server.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken));
        await cluster.Call(_room).StartAsync(Starts.By("ana"));

        await server.StopAsync();
        Assert.Equal("ana", (await cluster.Call(_room).GetAsync())!.UserId);
        await server.StartAgainAsync(TestContext.Current.CancellationToken);
    }

    private static async Task RegisterWebhookAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("""
            INSERT INTO webhook_endpoints (id, user_id, url, events, secret, secret_id)
            VALUES (gen_random_uuid(), 'ana', 'https://hooks.example.com/', $1, 'whsec_', gen_random_uuid())
            """);
        command.Parameters.AddWithValue(WebhookEventTypes.All.ToArray());
        await command.ExecuteNonQueryAsync();
    }

    private static ParticipantSeen Human(CallSnapshot call) => new()
    {
        RoomSid = call.RoomSid!,
        ParticipantSid = "PA_1",
        Identity = "ana",
        Kind = ParticipantKind.Human,
    };

    private static EgressReport Egress(CallSnapshot call, EgressStatus status) => new()
    {
        EgressId = call.Recording.EgressId!,
        RoomSid = call.RoomSid,
        Key = RecordingKeys.First(call.Room),
        Status = status,
        StartedAt = call.StartedAt,
    };

    private static async Task<long> CostAsync(NpgsqlDataSource database, Func<Task> command)
    {
        var before = await CommitsAsync(database);
        await command();
        return await CommitsAsync(database) - before;
    }

    private static async Task<long> CommitsAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task UntilAsync(NpgsqlDataSource database, string isSo)
    {
        var deadline = TimeProvider.System.GetUtcNow().AddSeconds(60);
        await using var command = database.CreateCommand(isSo);
        while (await command.ExecuteScalarAsync() is not true)
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, isSo);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
