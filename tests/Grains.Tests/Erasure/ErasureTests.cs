using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Changes;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Grains.Tests.Erasure;

/// <summary>Calls that are erased, against the sandbox, which tells of nothing by itself.</summary>
public sealed class ErasureTests(PostgresFixture postgres, S3Fixture s3)
{
    [Fact]
    public async Task CompleteCall_Erased_LeavesTheTombstoneAlone()
    {
        await using var rig = await ErasureRig.StartAsync(postgres, s3);
        var call = await rig.CompleteAsync();
        Assert.Equal(2, (await rig.ObjectsAsync(call.Recording.EgressId!)).Count);
        var timeline = await rig.CountAsync("SELECT count(*) FROM call_timeline");
        var changes = await rig.CountAsync("SELECT count(*) FROM call_changes");

        var report = await rig.ErasedAsync();

        Assert.Equal(
            new ErasedRecords { Segments = 2, Rows = 1, Memories = 1, TimelineEntries = (int)timeline, Changes = (int)changes }, report.Records);
        Assert.Equal(2, report.RecordingObjects);
        Assert.Empty(await rig.ObjectsAsync(call.Recording.EgressId!));
        await IsGoneAsync(rig);
        await rig.ForgottenAsync();
        await IsGoneAsync(rig);
        Assert.Null(await rig.EraseAsync());
        Assert.Null(await rig.Call.StartAsync(Starts.By("ana")));
        Assert.Equal(0, await rig.CountAsync("SELECT count(*) FROM orleans_storage"));
    }

    [Fact]
    public async Task LiveCall_Erased_IsEndedFirst()
    {
        await using var rig = await ErasureRig.StartAsync(postgres, s3);
        var call = await rig.SpeakAsync();

        var first = await rig.EraseAsync();
        Assert.False(first!.IsErased);
        await IsGoneAsync(rig);
        Assert.Null(await rig.Call.EndAsync("ana"));

        var report = await rig.ErasedAsync();
        Assert.False(await rig.Sandbox.IsLiveAsync(rig.Room));
        Assert.DoesNotContain(call.Recording.EgressId, await rig.Sandbox.RunningRecordersAsync());
        Assert.Equal((2, 2), (report.Records.Segments, report.RecordingObjects));
        Assert.Empty(await rig.ObjectsAsync(call.Recording.EgressId!));
        await rig.ForgottenAsync();
    }

    [Fact]
    public async Task Erasure_ActivationLostAtEveryStep_Finishes()
    {
        await using var rig = await ErasureRig.StartAsync(postgres, s3);
        await rig.SpeakAsync();
        await rig.EraseAsync();
        for (var n = 0; n < 8; n++)
        {
            await rig.Cluster.ForgetAsync(rig.Room);
            await rig.Call.TickAsync();
            await rig.Call.WaitForErasureAsync("ana", long.MaxValue, TimeSpan.FromSeconds(0.4));
        }

        var report = await rig.ErasedAsync();
        Assert.Equal(2, report.Records.Segments);
        await rig.ForgottenAsync();
        Assert.Empty(await rig.ObjectsAsync());
    }

    [Fact]
    public async Task Erasure_Repeated_AnswersTheSame()
    {
        await using var rig = await ErasureRig.StartAsync(postgres, s3);
        await rig.CompleteAsync();
        var report = await rig.ErasedAsync();
        await rig.Cluster.ForgetAsync(rig.Room);

        Assert.Equal(report, await rig.EraseAsync());
        Assert.Null(await rig.EraseAsync("eve"));
        Assert.Null(await rig.Call.WaitForErasureAsync("eve", 0, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Erasure_ByAnotherUser_ChangesNothing()
    {
        await using var rig = await ErasureRig.StartAsync(postgres, s3);
        var before = await rig.CompleteAsync();

        Assert.Null(await rig.EraseAsync("eve"));

        Assert.Equal(before.Revision, (await rig.Call.GetAsync())!.Revision);
        Assert.Equal(0, await rig.CountAsync("SELECT count(*) FROM call_tombstones"));
    }

    [Fact]
    public async Task State_OfAnErasedCall_TellsNothingOfIt()
    {
        await using var rig = await ErasureRig.StartAsync(postgres, s3);
        await rig.CompleteAsync();

        await rig.ErasedAsync();

        await using var command = rig.Database.CreateCommand("SELECT convert_from(payload, 'UTF8') FROM orleans_storage");
        var state = ((string)(await command.ExecuteScalarAsync())!).Replace(rig.Room, "", StringComparison.Ordinal);
        Assert.DoesNotContain("ana", state, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Founder", state, StringComparison.Ordinal);
        Assert.DoesNotContain("leaving", state, StringComparison.Ordinal);
        Assert.DoesNotContain("fred", state, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Recorder_UploadsLate_IsWaitedForAndWhatItUploadedIsRemoved()
    {
        await using var rig = await ErasureRig.StartAsync(postgres, s3);
        await rig.Sandbox.FaultAsync(new { egress = new[] { new { kind = "lateUpload", afterMs = 4000 } } });
        var call = await rig.SpeakAsync();
        await rig.EraseAsync();
        await ErasureRig.UntilAsync(async () => (await rig.EraseAsync())!.ErasedAt is not null);

        Assert.False((await rig.EraseAsync())!.IsErased); // its recorder may still upload

        Assert.Equal(2, (await rig.ErasedAsync()).RecordingObjects);
        Assert.Empty(await rig.ObjectsAsync(call.Recording.EgressId!));
    }

    [Fact]
    public async Task Object_AppearsInTheWatch_IsRemovedAndTheWatchBeginsAnew()
    {
        await using var rig = await ErasureRig.StartAsync(postgres, s3);
        await rig.CompleteAsync();
        await rig.ErasedAsync();
        var later = RecordingKeys.Next(rig.Key, 2);
        var neighbours = rig.Key.Replace(".ogg", "2.ogg", StringComparison.Ordinal); // its room's name begins with this one's

        await rig.PutAsync(later);
        await rig.PutAsync(neighbours);

        await rig.ForgottenAsync();
        Assert.Equal([neighbours], await rig.ObjectsAsync());
    }

    [Fact]
    public async Task News_OfACallThatIsForgotten_HasItWatchedAgain()
    {
        await using var rig = await ErasureRig.StartAsync(postgres, s3);
        var call = await rig.CompleteAsync();
        await rig.ErasedAsync();
        await rig.ForgottenAsync();
        await rig.PutAsync(rig.Key);
        await rig.PutAsync("voice-recordings/EG_late.json");
        EgressReported late = new(new EgressReport
        {
            EgressId = "EG_late",
            RoomSid = call.RoomSid,
            Key = rig.Key,
            Status = EgressStatus.Complete,
            EndedAt = call.EndedAt,
        });

        Assert.True(await rig.Call.ApplyAsync([late]));
        Assert.False(await rig.Cluster.Call(rig.Room + "9").ApplyAsync([late])); // of no call at all

        await ErasureRig.UntilAsync(async () => (await rig.ObjectsAsync("EG_late")).Count is 0);
        await IsGoneAsync(rig);
        await rig.ForgottenAsync();
    }

    [Fact]
    public async Task Room_OfACallThatIsForgotten_MadeAnew_IsClosed()
    {
        await using var rig = await ErasureRig.StartAsync(postgres, s3);
        await rig.CompleteAsync();
        await rig.ErasedAsync();
        await rig.ForgottenAsync();
        await rig.Sandbox.JoinAsync(rig.Room, "ana");

        await rig.Cluster.LookForStraysAsync();

        await ErasureRig.UntilAsync(async () => !await rig.Sandbox.IsLiveAsync(rig.Room));
        await rig.ForgottenAsync();
    }

    [Fact]
    public async Task Endpoint_OfTheUser_IsToldOfTheErasureAndOfNothingElse()
    {
        await using var rig = await ErasureRig.StartAsync(postgres, s3);
        await using (var insert = rig.Database.CreateCommand("""
            INSERT INTO webhook_endpoints (id, user_id, url, events, secret, secret_id, rests_until)
            VALUES (gen_random_uuid(), 'ana', 'https://ana.example', '{call.started,call.completed,summary.ready,call.erased}', 's', gen_random_uuid(), now() + interval '1 day')
            """))
        {
            await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await rig.CompleteAsync();
        Assert.Equal(3, await rig.CountAsync("SELECT count(*) FROM webhook_deliveries"));

        var report = await rig.ErasedAsync();
        await rig.ForgottenAsync();

        Assert.Equal(3, report.Records.Events);
        Assert.Equal(1, await rig.CountAsync("SELECT count(*) FROM webhook_deliveries WHERE type = 'call.erased'"));
        Assert.Equal(1, await rig.CountAsync("SELECT count(*) FROM webhook_deliveries"));
    }

    [Fact]
    public async Task Watcher_OfTheCall_IsToldThatItIsGone()
    {
        await using var rig = await ErasureRig.StartAsync(postgres, s3);
        await rig.CompleteAsync();
        var position = await rig.Call.WatchAsync(new CallPosition(0, 0), TimeSpan.Zero);
        var watching = rig.Call.WatchAsync(position!, TimeSpan.FromSeconds(3));

        await rig.EraseAsync();

        Assert.Null(await watching);
        Assert.Null(await rig.Call.WatchAsync(position!, TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task Words_ForACallThatAnotherSiloErased_AreRefused()
    {
        await using var rig = await ErasureRig.StartAsync(postgres, s3);
        await rig.SpeakAsync();
        await new ErasureStore(rig.Database).EraseAsync(rig.Room, "ana", DateTimeOffset.UnixEpoch, CancellationToken.None);

        Assert.Null(await rig.Call.AppendTranscriptAsync([Starts.Said("3", "I am late.")]));
        Assert.Null(await rig.Call.SubmitTranscriptAsync(new SubmitTranscript { Lines = [], DurationSeconds = 3 }));
        Assert.Equal(0, await rig.CountAsync("SELECT count(*) FROM call_segments"));
    }

    [Fact]
    public async Task OlderRow_ThatHasNoState_IsErasedByItsOwnerOnly()
    {
        await using var rig = await ErasureRig.StartAsync(postgres, s3);
        await using (var insert = rig.Database.CreateCommand(
            "INSERT INTO coaching_sessions (user_id, room_name, status, summary) VALUES ('ana', $1, 'completed', 'They talked.')"))
        {
            insert.Parameters.AddWithValue(rig.Room);
            await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await rig.PutAsync(rig.Key);
        Assert.Null(await rig.EraseAsync("eve"));
        Assert.Equal(0, await rig.CountAsync("SELECT count(*) FROM orleans_storage"));

        var report = await rig.ErasedAsync();

        Assert.Equal((1, 1), (report.Records.Rows, report.RecordingObjects));
        await rig.ForgottenAsync();
    }

    private static async Task IsGoneAsync(ErasureRig rig)
    {
        Assert.Null(await rig.Call.GetAsync());
        Assert.Null(await rig.Call.WaitAsync(0, TimeSpan.FromSeconds(1)));
        Assert.Null(await rig.Call.AppendTranscriptAsync([Starts.Said("3", "I am late.")]));
        Assert.Null(await rig.Call.SubmitTranscriptAsync(new SubmitTranscript { Lines = [], DurationSeconds = 3 }));
        Assert.Empty(await rig.Call.LinkToRecordingAsync());
        Assert.Null(await rig.Call.StartAsync(Starts.By("ana")));
    }
}
