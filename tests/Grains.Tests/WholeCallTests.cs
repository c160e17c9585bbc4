using System.Text.Json;
using Npgsql;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Sweeping;
using OrleansCalls.Grains.Tests.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Grains.Tests;

/// <summary>Whole calls against the sandbox, which sends no webhooks here: polls alone bring every call home.</summary>
public sealed class WholeCallTests(PostgresFixture postgres, S3Fixture s3)
{
    private readonly string _room = RoomName.For($"ana-{Guid.NewGuid():N}", DateTimeOffset.UnixEpoch); // tests share the bucket

    [Fact]
    public async Task Call_WithoutAnyWebhook_EndsComplete()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync(), sandbox.Options, await s3.ServerAsync());
        await StartAsync(cluster, _room);
        await sandbox.JoinAsync(_room, "ana");
        await cluster.Call(_room).AppendTranscriptAsync([Starts.Said("1", "One is leaving.")]);
        await cluster.WhenAsync(_room, c => c.Recording.State is RecordingState.Active && c.Participants.Any(p => p.Kind is ParticipantKind.Agent));
        await cluster.Call(_room).EndAsync("ana");

        var call = await cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.Recording.State is RecordingState.Ready);
        Assert.Equal((CallStatus.Completed, 1, SummarySource.Heuristic), (call.Status, call.TranscriptLines, call.Summary!.Source));
        Assert.True(call.Recording.SizeBytes > 0);
        Assert.Equal(("completed", 1L), await RowAndMemoriesAsync(cluster));
        Assert.Null(await DueAsync(cluster)); // nothing is left to do
    }

    [Fact]
    public async Task Call_ActivationLostAtEveryStep_EndsComplete()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync(), sandbox.Options, await s3.ServerAsync());
        await StartAsync(cluster, _room);
        await cluster.ForgetAsync(_room);
        await sandbox.JoinAsync(_room, "ana");
        await cluster.WhenAsync(_room, c => c.Recording.State is RecordingState.Active);
        await cluster.ForgetAsync(_room);
        await cluster.Call(_room).EndAsync("ana");
        await cluster.ForgetAsync(_room);
        await cluster.WhenAsync(_room, c => c.EndedAt is not null);
        await cluster.ForgetAsync(_room);

        var call = await cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.Recording.State is RecordingState.Ready);
        Assert.Equal(CallStatus.Completed, call.Status);
        Assert.Equal(1, (await sandbox.RequestsAsync())["StartRoomCompositeEgress"]);
        Assert.Equal(1, (await sandbox.RequestsAsync())["CreateDispatch"]);
    }

    [Fact]
    public async Task Call_NobodySpeaks_RecordingSaysThatItWasAborted()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync(), sandbox.Options, await s3.ServerAsync());
        await sandbox.FaultAsync(new { rpc = new[] { new { method = "CreateDispatch", status = 400, code = "invalid_argument", msg = "no" } } });
        await StartAsync(cluster, _room);
        await cluster.Call(_room).EndAsync("ana");

        var call = await cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved);
        Assert.Equal((CallStatus.Cancelled, RecordingState.Aborted), (call.Status, call.Recording.State));
        Assert.NotNull(call.Recording.Reason);
        Assert.Equal(("cancelled", 0L), await RowAndMemoriesAsync(cluster));
    }

    [Fact]
    public async Task Call_NoBucket_IsNotRecordedAndSaysSo()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync(), sandbox.Options);
        await StartAsync(cluster, _room);
        await sandbox.JoinAsync(_room, "ana");
        await cluster.WhenAsync(_room, c => c.Participants.Count > 0);
        await cluster.Call(_room).EndAsync("ana");

        var call = await cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved);
        Assert.Equal((CallStatus.Completed, RecordingState.Skipped), (call.Status, call.Recording.State));
        Assert.NotNull(call.Recording.Reason);
    }

    [Fact]
    public async Task Start_AnswerOfTheRecorderLost_ThereAreNoTwoRecorders()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync(), sandbox.Options, await s3.ServerAsync());
        await sandbox.FaultAsync(new
        {
            rpc = new[] { new { method = "StartRoomCompositeEgress", status = 503, code = "unavailable", msg = "lost", times = 1, afterEffect = true } },
        });
        await StartAsync(cluster, _room);
        await sandbox.JoinAsync(_room, "ana");

        var call = await cluster.WhenAsync(_room, c => c.Recording.State is RecordingState.Active);
        Assert.Equal(1, (await sandbox.RequestsAsync())["StartRoomCompositeEgress"]);
        Assert.NotNull(call.Recording.EgressId);
    }

    [Fact]
    public async Task Recorder_RefusedAndYetRunning_CallAlreadyBeingEnded_ItsRecordingIsFound()
    {
        await using var sandbox = await TestSandbox.StartAsync(); // webhooks go nowhere
        var timings = CallCluster.Hurried with { EgressStartWindow = TimeSpan.FromSeconds(5), EgressStopGrace = TimeSpan.FromSeconds(4) };
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync(), sandbox.Options, await s3.ServerAsync(), timings);
        await sandbox.FaultAsync(new
        {
            rpc = new[] { new { method = "StartRoomCompositeEgress", status = 503, code = "unavailable", msg = "lost", delayMs = 1500, times = 1, afterEffect = true } },
        });
        await StartAsync(cluster, _room);
        await sandbox.JoinAsync(_room, "ana");
        await cluster.Call(_room).EndAsync("ana");

        var call = await cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.Recording.State is RecordingState.Ready);
        Assert.Single(call.Recording.Segments);
    }

    [Fact]
    public async Task Agent_Gone_AnotherIsCalledAndToldWhatWasSaid()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var timings = CallCluster.Hurried with { AgentGrace = TimeSpan.FromSeconds(0.5) };
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync(), sandbox.Options, timings: timings);
        await StartAsync(cluster, _room);
        await sandbox.JoinAsync(_room, "ana");
        var answer = Starts.Said("1", "Call her today.", Speaker.Fred);
        await cluster.Call(_room).AppendTranscriptAsync([answer with { StartedAt = answer.StartedAt.AddSeconds(5) }, Starts.Said("2", "One is leaving.")]);
        var call = await cluster.WhenAsync(_room, c => c.Participants.Any(p => p.Kind is ParticipantKind.Agent));
        var agent = call.Participants.Single(p => p.Kind is ParticipantKind.Agent);
        Assert.False((await ToldAsync(sandbox)).TryGetProperty("resume", out _));

        var sid = (await sandbox.RoomAsync(_room)).GetProperty("participants").EnumerateArray()
            .Single(p => p.GetProperty("identity").GetString() == agent.Identity).GetProperty("sid").GetString()!;

        await sandbox.LeaveAsync(_room, agent.Identity);
        await cluster.Call(_room).ApplyAsync([new ParticipantSeen
        {
            RoomSid = call.RoomSid!,
            ParticipantSid = sid,
            Identity = agent.Identity,
            LeftAt = agent.JoinedAt!.Value.AddSeconds(1),
        }]);

        await cluster.WhenAsync(_room, c => c.Participants.Count(p => p.Kind is ParticipantKind.Agent) is 2);
        var told = await ToldAsync(sandbox); // the first was taken back
        Assert.Equal("Founder: One is leaving.\nFred: Call her today.", told.GetProperty("resume").GetString()); // where examples/agent/agent.mjs reads it
        Assert.Equal("ana", told.GetProperty("userId").GetString());
    }

    [Fact]
    public async Task Recorder_CallIsEnded_StopsBeforeItsRoomIsClosed() // or the end of the talk would not be on the recording
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var timings = CallCluster.Hurried with { EgressEndLook = Backoff.Every(TimeSpan.FromSeconds(0.5)) };
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync(), sandbox.Options, await s3.ServerAsync(), timings);
        await sandbox.FaultAsync(new
        {
            egress = new[] { new { kind = "clippedTail", afterMs = 60_000 } },
            rpc = new[] { new { method = "StopEgress", delayMs = 1500 } }, // to ask for both at once would close the room first
        });
        await StartAsync(cluster, _room);
        await sandbox.JoinAsync(_room, "ana");
        await cluster.WhenAsync(_room, c => c.Recording.State is RecordingState.Active);
        var asked = TimeProvider.System.GetUtcNow();
        await cluster.Call(_room).EndAsync("ana");

        var call = await cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.Recording.State is RecordingState.Ready);
        var segment = Assert.Single(call.Recording.Segments);
        Assert.InRange(segment.StartedAt!.Value.AddSeconds(segment.DurationSeconds!.Value), asked.AddSeconds(1), call.EndedAt!.Value);
        var struck = await sandbox.StruckAsync();
        Assert.Contains("rpc.StopEgress", struck.Keys);
        Assert.DoesNotContain("egress.clippedTail", struck.Keys);
    }

    [Fact]
    public async Task Recorder_ItsWorkerDies_AnotherRecordsOnAndTheGapIsNamed()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var timings = CallCluster.Hurried with { EgressStopGrace = TimeSpan.FromSeconds(0.5), EgressLostAfter = TimeSpan.FromSeconds(1) };
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync(), sandbox.Options, await s3.ServerAsync(), timings);
        await StartAsync(cluster, _room);
        await sandbox.JoinAsync(_room, "ana");
        var first = await cluster.WhenAsync(
            _room, c => c.Recording.State is RecordingState.Active && c.Participants.Any(p => p.Identity == c.Recording.EgressId));
        await sandbox.OrphanAsync(first.Recording.EgressId!);
        await cluster.WhenAsync(_room, c => c.Recording.Segments is [_, { State: RecordingState.Active }]);
        await cluster.Call(_room).EndAsync("ana");

        var call = await cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.Recording.State is RecordingState.Ready);
        Assert.Equal([RecordingState.Failed, RecordingState.Ready], call.Recording.Segments.Select(s => s.State));
        Assert.Contains(call.Recording.Gaps, g => g.Reason is "The recorder was lost");
        while (await DueAsync(cluster) is not null)
        {
            await cluster.Call(_room).WaitAsync(long.MaxValue, TimeSpan.FromSeconds(0.2)); // it is asked to stop a bounded number of times
        }
    }

    [Fact]
    public async Task Room_ThatLiveKitListsForEver_EndsAllTheSameAndStaysEnded()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var cluster = await CallCluster.StartAsync(
            await postgres.CreateDatabaseAsync(), sandbox.Options, strays: new StrayOptions { Interval = TimeSpan.FromDays(1), Age = TimeSpan.Zero });
        await sandbox.FaultAsync(new { rooms = new[] { new { kind = "stale" } } });
        await StartAsync(cluster, _room);
        await sandbox.JoinAsync(_room, "ana");
        await cluster.WhenAsync(_room, c => c.Participants.Any(p => p.Kind is ParticipantKind.Human));
        await cluster.Call(_room).EndAsync("ana");
        await cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved);
        Assert.True(await sandbox.IsLiveAsync(_room));

        await cluster.LookForStraysAsync();

        Assert.Equal(CallStatus.Completed, (await cluster.Call(_room).GetAsync())!.Status);
        Assert.Null(await DueAsync(cluster));
    }

    [Fact]
    public async Task Room_ThatLiveKitListsForEverWithEverybodyInIt_EndsAllTheSameAndStaysEnded()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var cluster = await CallCluster.StartAsync(
            await postgres.CreateDatabaseAsync(), sandbox.Options, strays: new StrayOptions { Interval = TimeSpan.FromDays(1), Age = TimeSpan.Zero });
        await sandbox.FaultAsync(new { rooms = new[] { new { kind = "ghost", afterMs = 6000 } } });
        await StartAsync(cluster, _room);
        await sandbox.JoinAsync(_room, "ana");
        await cluster.WhenAsync(_room, c => c.Participants.Any(p => p.Kind is ParticipantKind.Human));
        await sandbox.WhenRoomIsGoneAsync(_room);
        await cluster.Call(_room).EndAsync("ana");
        await cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved);
        Assert.True(await sandbox.IsLiveAsync(_room));

        await cluster.LookForStraysAsync();

        Assert.Equal(CallStatus.Completed, (await cluster.Call(_room).GetAsync())!.Status);
        Assert.Null(await DueAsync(cluster));
    }

    [Fact]
    public async Task Transcript_AddedAfterTheEnd_IsSummarisedOnceMore()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync(), sandbox.Options);
        await StartAsync(cluster, _room);
        await cluster.Call(_room).AppendTranscriptAsync([Starts.Said("1", "One is leaving.")]);
        await cluster.Call(_room).EndAsync("ana");
        await cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.TranscriptLines is 1);

        var receipt = await cluster.Call(_room).AppendTranscriptAsync([Starts.Said("2", "Call her today.", Speaker.Fred)]);
        var call = await cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.TranscriptLines is 2);
        Assert.Equal(1, receipt!.Changed);
        Assert.Contains("Call her today.", call.Summary!.NextActions);
        Assert.Equal(0, (await cluster.Call(_room).AppendTranscriptAsync([Starts.Said("2", "Call her today.", Speaker.Fred)]))!.Changed);
        Assert.Equal(call.Revision, (await cluster.Call(_room).GetAsync())!.Revision);
    }

    // The metadata of our agent's only dispatch.
    private async Task<JsonElement> ToldAsync(TestSandbox sandbox)
    {
        var told = (await sandbox.RoomAsync(_room)).GetProperty("dispatches").EnumerateArray()
            .Where(d => d.GetProperty("agentName").GetString() is { Length: > 0 })
            .Select(d => d.GetProperty("metadata").GetString());
        return JsonSerializer.Deserialize<JsonElement>(Assert.Single(told)!);
    }

    private static async Task StartAsync(CallCluster cluster, string room)
    {
        await cluster.Call(room).StartAsync(Starts.By("ana"));
        await cluster.WhenAsync(room, c => c.Status is CallStatus.InProgress);
    }

    private static async Task<(string Status, long Memories)> RowAndMemoriesAsync(CallCluster cluster)
    {
        await using var database = NpgsqlDataSource.Create(cluster.Database);
        await using var command = database.CreateCommand(
            "SELECT status, (SELECT count(*) FROM fred_episodic_memory WHERE session_id = s.id::text) FROM coaching_sessions s");
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        var found = (reader.GetString(0), reader.GetInt64(1));
        Assert.False(await reader.ReadAsync());
        return found;
    }

    private static async Task<object?> DueAsync(CallCluster cluster)
    {
        await using var database = NpgsqlDataSource.Create(cluster.Database);
        await using var command = database.CreateCommand("SELECT due_at FROM orleans_storage WHERE due_at IS NOT NULL");
        return await command.ExecuteScalarAsync();
    }
}
