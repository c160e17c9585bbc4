using System.Text.Json.Nodes;
using Npgsql;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Cluster;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Silo.Configuration;
using OrleansCalls.Silo.S3;
using OrleansCalls.Testing;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Http.Tests.Doctor;

/// <summary>The doctor on a running service, with everything well and with each thing broken in turn.</summary>
public sealed class DoctorTests(DoctorFixture doctor, PostgresFixture postgres) : IClassFixture<DoctorFixture>
{
    private const string Nobody = "127.0.0.1:1";

    private CallStack Stack => doctor.Stack;

    [Fact]
    public async Task Run_AllWell_PassesEveryCheck()
    {
        var said = await doctor.ConsultAsync(null);

        Assert.True(said.Code is 0, said.Output);
        Assert.Equal(
            ["settings", "database", "migrations", "rights", "service", "livekit", "webhook", "room", "bucket", "recording", "link", "removal", "model"],
            said.Of("ok"));
        Assert.Empty(said.Of("FAILED"));
        said.HoldsNoSecret();
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Run_PartsLeftOut_AreOff()
    {
        var said = await doctor.ConsultAsync(
            null, ("LIVEKIT_URL", null), ("LIVEKIT_API_KEY", null), ("LIVEKIT_API_SECRET", null), ("OPENAI_API_KEY", null), ("OPENAI_BASE_URL", null), ("SUMMARY_MODEL", null),
            ("RECORDING_S3_ACCESS_KEY", null), ("RECORDING_S3_SECRET", null), ("RECORDING_S3_BUCKET", null), ("RECORDING_S3_REGION", null), ("RECORDING_S3_ENDPOINT", null));

        Assert.True(said.Code is 0, said.Output);
        Assert.Equal(["livekit", "bucket", "model"], said.Of("off"));
    }

    [Theory]
    [InlineData("database", "DATABASE_URL", "postgres://postgres:hidden@" + Nobody + "/calls", Nobody)]
    [InlineData("service", "PUBLIC_BASE_URL", "http://" + Nobody, Nobody)]
    [InlineData("service", "PUBLIC_BASE_URL", null, "is not set")]
    [InlineData("livekit", "LIVEKIT_URL", "ws://" + Nobody, "not reached")]
    [InlineData("livekit", "LIVEKIT_API_KEY", "another-key", "does not know this key")]
    [InlineData("livekit", "LIVEKIT_API_SECRET", "a-hidden-secret-of-32-bytes-or-more", "does not fit LIVEKIT_API_KEY")]
    [InlineData("bucket", "RECORDING_S3_ENDPOINT", "http://" + Nobody, Nobody)]
    [InlineData("bucket", "RECORDING_S3_ACCESS_KEY", "another:key", "does not fit")]
    [InlineData("bucket", "RECORDING_S3_SECRET", "a-hidden-secret", "does not fit RECORDING_S3_ACCESS_KEY")]
    [InlineData("bucket", "RECORDING_S3_BUCKET", "no-such-bucket", "no-such-bucket")]
    [InlineData("bucket", "RECORDING_S3_REGION", "no-such-region", "no-such-region")]
    [InlineData("model", "OPENAI_API_KEY", "sk-a-hidden-key", "401")]
    [InlineData("model", "SUMMARY_MODEL", "no-such-model", "404")]
    [InlineData("model", "OPENAI_BASE_URL", "http://" + Nobody + "/v1", "could not be reached")]
    public async Task Run_OneSettingWrong_NamesIt(string what, string key, string? value, string why)
    {
        var said = await doctor.ConsultAsync(DoctorFixture.Impatient, (key, value));

        Assert.Equal(1, said.Code);
        Assert.Equal([what], said.Of("FAILED"));
        Assert.Contains(key, said.WordsOf(what), StringComparison.Ordinal);
        Assert.Contains(why, said.WordsOf(what), StringComparison.Ordinal);
        said.HoldsNoSecret();
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Run_PasswordOfTheDatabaseWrong_SaysSoWithoutIt()
    {
        var server = await postgres.ServerAsync();
        var said = await doctor.ConsultAsync(null, ("DATABASE_URL", $"postgres://postgres:hidden@127.0.0.1:{server.Port}/postgres"));

        Assert.Equal(["database"], said.Of("FAILED"));
        Assert.Contains("DATABASE_URL: user or password are refused", said.WordsOf("database"), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DatabaseNotMigrated_SaysHow()
    {
        var empty = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);

        var said = await doctor.ConsultAsync(null, ("DATABASE_URL", empty.Url));

        Assert.Equal(["migrations"], said.Of("FAILED"));
        Assert.Contains("OrleansCalls.Silo migrate", said.WordsOf("migrations"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_UserOfTheDatabaseLacksARight_NamesBoth()
    {
        var lesser = await ServiceRole.OfAsync(doctor.Database.Url, TestContext.Current.CancellationToken);
        var user = new NpgsqlConnectionStringBuilder(lesser).Username;
        await doctor.AsOwnerAsync($"REVOKE DELETE ON call_start_keys FROM {user}");

        var said = await doctor.ConsultAsync(DoctorFixture.Impatient, ("DATABASE_URL", lesser));

        Assert.Equal(1, said.Code);
        Assert.Equal(["rights"], said.Of("FAILED"));
        Assert.Equal(["webhook"], said.Of("skipped"));
        Assert.Equal(
            $"{user}, the user of DATABASE_URL, lacks SELECT, INSERT, UPDATE, DELETE on call_start_keys: run 'OrleansCalls.Silo grant {user}' as the user that migrates",
            said.WordsOf("rights"));
        said.HoldsNoSecret();
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Run_KeyMayNotRead_NamesTheRight()
    {
        await using var guard = await GuardAsync(request => request.Query.ContainsKey("X-Amz-Signature"));

        var said = await doctor.ConsultAsync(DoctorFixture.Impatient, ("RECORDING_S3_ENDPOINT", guard.Address));

        Assert.Equal(1, said.Code);
        Assert.Equal(["link"], said.Of("FAILED"));
        Assert.Contains("answers 403", said.WordsOf("link"), StringComparison.Ordinal);
        Assert.Contains("s3:GetObject", said.WordsOf("link"), StringComparison.Ordinal);
        said.HoldsNoSecret();
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Run_KeyMayNotRemove_NamesTheRightAndWhatIsLeftBehind()
    {
        await using var guard = await GuardAsync(request => HttpMethods.IsDelete(request.Method));

        var said = await doctor.ConsultAsync(DoctorFixture.Impatient, ("RECORDING_S3_ENDPOINT", guard.Address));
        using (var bucket = OpenBucket())
        {
            foreach (var key in await bucket.ListAsync("voice-recordings/doctor-", TestContext.Current.CancellationToken))
                await bucket.DeleteAsync(key, TestContext.Current.CancellationToken);
        }

        Assert.Equal(1, said.Code);
        Assert.Equal(["removal", "clean-up"], said.Of("FAILED"));
        Assert.Contains("s3:DeleteObject", said.WordsOf("removal"), StringComparison.Ordinal);
        Assert.StartsWith("left behind: the object voice-recordings/doctor-", said.WordsOf("clean-up"), StringComparison.Ordinal);
        said.HoldsNoSecret();
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Run_OthersSayWhatIsSecret_IsTakenOut()
    {
        const string agents = "the-next-agent-key", operators = "an-operators-key-of-32-bytes-or-more", next = "another-operators-key-of-32-bytes-or-more";
        using var authority = new CertificateAuthority();
        var tls = authority.Settings();
        var webhooks = Convert.ToBase64String(new byte[32]);
        string[] secrets = [agents, operators, next, webhooks, tls.Single(setting => setting.Key is "Cluster:Tls:Key").Value!.Split('\n')[1]];
        var fault = new JsonObject { ["method"] = "CreateRoom", ["status"] = 503, ["msg"] = string.Join(' ', secrets) };
        await FaultAsync(new JsonObject { ["rpc"] = new JsonArray(fault) }.ToJsonString());

        var said = await doctor.ConsultAsync(
            DoctorFixture.Impatient,
            [("VOICE_AGENT_SECRET", $"{CallStack.AgentKey},{agents}"), ("OPERATOR_SECRET", $"{operators},{next}"), ("Webhooks:SecretsKey", webhooks), .. tls]);
        await FaultAsync("{}");

        Assert.EndsWith(string.Join(' ', secrets.Select(_ => "[secret]")), said.WordsOf("room"), StringComparison.Ordinal);
        said.HoldsNoSecret();
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Run_SettingsMalformed_NamesThemAllAndStops()
    {
        var said = await doctor.ConsultAsync(null, ("LIVEKIT_API_SECRET", null), ("AUTH_JWT_SECRET", "short"));

        Assert.Equal(1, said.Code);
        Assert.Contains("LIVEKIT_API_SECRET", said.Output, StringComparison.Ordinal);
        Assert.Contains("AUTH_JWT_SECRET", said.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("database", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public Task Run_WebhooksLost_SaysWhereTheyMustGo() => AssertTroubleAsync(
        """{ "webhooks": [{ "kind": "drop" }] }""", "webhook", $"{Stack.Settings["PUBLIC_BASE_URL"]!.TrimEnd('/')}/api/livekit/webhook");

    [Fact]
    public Task Run_RoomNotMade_SaysSo() => AssertTroubleAsync(
        """{ "rpc": [{ "method": "CreateRoom", "status": 503, "code": "unavailable", "msg": "no node" }] }""", "webhook,room", "CreateRoom");

    [Fact]
    public Task Run_NoEgress_SaysSo() => AssertTroubleAsync("""{ "egress": [{ "kind": "noWorkers" }] }""", "recording", "livekit/egress");

    [Fact]
    public Task Run_EgressNeverBegins_SaysSo() => AssertTroubleAsync("""{ "egress": [{ "kind": "neverActive" }] }""", "recording", "began no recording");

    [Fact]
    public Task Run_EgressCannotUpload_NamesTheStore() => AssertTroubleAsync("""{ "egress": [{ "kind": "failUpload" }] }""", "recording", "RECORDING_S3_ENDPOINT");

    [Fact]
    public Task Run_RecordingNotInTheBucket_NamesIt() => AssertTroubleAsync("""{ "egress": [{ "kind": "missingObject" }] }""", "link", "RECORDING_S3_BUCKET");

    [Fact]
    public async Task Run_RoomStays_SaysWhatIsLeftBehind()
    {
        await FaultAsync("""{ "rpc": [{ "method": "DeleteRoom", "status": 503, "code": "unavailable", "msg": "gone" }] }""");
        var said = await doctor.ConsultAsync(DoctorFixture.Impatient);
        await FaultAsync("{}");

        Assert.Equal(["room", "clean-up"], said.Of("FAILED"));
        Assert.StartsWith("left behind: the room orleans-calls-doctor_", said.WordsOf("clean-up"), StringComparison.Ordinal);
        foreach (var room in (await Stack.InSandboxAsync(HttpMethod.Get, "/rooms").JsonAsync()).AsArray())
            (await Stack.InSandboxAsync(HttpMethod.Delete, $"/rooms/{room!["room"]}")).Dispose();
    }

    [Fact]
    public async Task Run_ModelDown_NamesIt()
    {
        doctor.Model.IsDown = true;
        var said = await doctor.ConsultAsync(null);
        doctor.Model.IsDown = false;

        Assert.Equal(["model"], said.Of("FAILED"));
        Assert.Contains("OPENAI_BASE_URL", said.WordsOf("model"), StringComparison.Ordinal);
        Assert.Contains("503", said.WordsOf("model"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ToldToStop_CleansUp()
    {
        await FaultAsync("""{ "webhooks": [{ "kind": "drop" }] }""");
        using var stop = new CancellationTokenSource();
        var running = doctor.ConsultAsync(null, stop.Token);
        while (await doctor.ProbesAsync() is 0)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await FaultAsync("{}");
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Run_ToldToStopWhileItRecords_LeavesNoRecording()
    {
        using var stop = new CancellationTokenSource();
        var running = doctor.ConsultAsync(DoctorFixture.Impatient with { Egress = TimeSpan.FromSeconds(30), Recorded = TimeSpan.FromMinutes(2) }, stop.Token);
        while (!await IsRecordingAsync())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await AssertNothingIsLeftAsync();
    }

    private async Task AssertTroubleAsync(string faults, string failed, string words)
    {
        await FaultAsync(faults);
        var said = await doctor.ConsultAsync(DoctorFixture.Impatient);
        await FaultAsync("{}");

        Assert.Equal(1, said.Code);
        Assert.Equal(failed.Split(','), said.Of("FAILED"));
        Assert.Contains(words, said.WordsOf(failed.Split(',')[0]), StringComparison.Ordinal);
        said.HoldsNoSecret();
        await AssertNothingIsLeftAsync();
    }

    private async Task FaultAsync(string faults)
    {
        using var done = await Stack.InSandboxAsync(HttpMethod.Put, "/faults", JsonNode.Parse(faults));
        done.EnsureSuccessStatusCode();
    }

    private Task<BucketGuard> GuardAsync(Func<HttpRequest, bool> refuses) => BucketGuard.StartAsync(Stack.Settings["RECORDING_S3_ENDPOINT"]!, refuses);

    private RecordingStore OpenBucket() => new(Silo.Configuration.BucketSettings.Read(
        new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(Stack.Settings).Build()))!);

    /// <summary>No room, no running egress, no object, no row, and no call.</summary>
    private async Task AssertNothingIsLeftAsync()
    {
        var rooms = (await Stack.InSandboxAsync(HttpMethod.Get, "/rooms").JsonAsync()).AsArray();
        Assert.DoesNotContain(rooms, room => room!["room"]!.GetValue<string>().Contains("doctor", StringComparison.Ordinal));
        Assert.False(await IsRecordingAsync());
        Assert.Equal(0, await doctor.ProbesAsync());

        using var bucket = OpenBucket();
        Assert.Empty(await bucket.ListAsync("voice-recordings/doctor-", TestContext.Current.CancellationToken));
    }

    private async Task<bool> IsRecordingAsync() => (await Stack.InSandboxAsync(HttpMethod.Get, "/egresses").JsonAsync()).AsArray()
        .Any(egress => egress!["status"]!.GetValue<string>() is "EGRESS_STARTING" or "EGRESS_ACTIVE" or "EGRESS_ENDING");
}
