using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.S3.Model;
using Npgsql;
using Orleans;
using Orleans.Runtime;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Calls;

/// <summary>Rows of other programs whose rooms' names are nothing like ours: everything that is listed can be read and erased.</summary>
public sealed class OlderNameTests(StackFixture shared, PostgresFixture postgres, S3Fixture s3) : IClassFixture<StackFixture>
{
    private readonly CallStack _stack = shared.Stack;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names { get; } =
    [
        "020235", "cafe", "Kick-off 2024", "2024/06/kick-off", "a/transcript", "/", "a%2Fb", "a%252Fb", "50% off", "%", "%00", "%FF", "../../etc/passwd", "a..b", "...", "..;",
        "it's \"said\"", "' or 1=1 --", "<b>&amp;", "a?b#c&d=e+f;g:h|i", @"..\a", "line\r\nX-Injected: 1", "tab\there", " ", "~", "世界 😀", "\u202egnorw", "e\u0301", "\uffff",
        "ana_fred-call_", "ana_fred-call_1 ", "ana_fred-call_77.2", "ANA_FRED-CALL_1", "room/ana_fred-call_1", "call/ana", new string('x', 256), new string('é', 128), string.Concat(Enumerable.Repeat("😀", 64)),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Row_OfAnyName_IsListedReadHeardAndErased(string name)
    {
        await StoreAsync(name);
        var path = $"/api/calls/{Uri.EscapeDataString(name)}";

        var listed = (await _stack.GetAsync("/api/calls?limit=100&text=marzipan").JsonAsync())["calls"]!.AsArray().Select(c => Text(c!["room"]));
        Assert.Contains(name, listed);
        var page = await _stack.GetAsync(path).JsonAsync();
        Assert.Equal((name, "completed", "They ate marzipan."), (Text(page["room"]), Text(page["status"]), Text(page["summary"]!["text"])));
        var transcript = await _stack.GetAsync($"{path}/transcript").JsonAsync();
        Assert.Equal((name, "More marzipan?"), (Text(transcript["room"]), Text(transcript["lines"]![0]!["text"])));
        foreach (var format in new[] { "txt", "vtt", "srt" })
            await AssertFileAsync($"{path}/transcript?format={format}");
        foreach (var part in new[] { "", "/transcript", "/recording" })
            Assert.Equal(HttpStatusCode.NotFound, await _stack.GetAsync(path + part, "eve").StatusAsync());
        await AssertNotActedOnAsync(name, path);

        Assert.Equal(HttpStatusCode.NotFound, await _stack.SendAsync(HttpMethod.Delete, path, user: "eve").StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await _stack.GetAsync(path).StatusAsync());
        var report = await _stack.SendAsync(HttpMethod.Delete, path).JsonAsync();
        Assert.Equal((name, "erased", "1"), (Text(report["room"]), Text(report["state"]), Text(report["removed"]!["rows"])));
        Assert.Equal(HttpStatusCode.NotFound, await _stack.GetAsync(path).StatusAsync());
        Assert.Equal(report.ToJsonString(), (await _stack.SendAsync(HttpMethod.Delete, path).JsonAsync()).ToJsonString());
        Assert.Equal(HttpStatusCode.NotFound, await _stack.SendAsync(HttpMethod.Delete, path, user: "eve").StatusAsync());
        await Assert.ThrowsAsync<PostgresException>(() => StoreAsync(name)); // and nobody brings it back
        await AssertNoGrainAsync();
    }

    [Theory]
    [InlineData("Kick-off: \"2024\"")]
    [InlineData("2024/06/kick-off")]
    [InlineData("50% off")]
    [InlineData("世界 😀")]
    public async Task Recording_OfAnyName_IsHeardAndErased(string name)
    {
        name += Random.Shared.Next();
        await StoreAsync(name);
        var bucket = await s3.ServerAsync();
        using var client = bucket.CreateClient();
        var put = new PutObjectRequest { BucketName = bucket.Bucket, Key = $"voice-recordings/{name}.ogg", ContentBody = "old voices", ContentType = "audio/ogg", UseChunkEncoding = false };
        await client.PutObjectAsync(put, Cancellation);
        var path = $"/api/calls/{Uri.EscapeDataString(name)}";

        var link = await _stack.GetAsync($"{path}/recording").JsonAsync();
        Assert.Equal("old voices"u8.ToArray(), await _stack.DownloadAsync(Text(link["url"])));

        var report = await _stack.SendAsync(HttpMethod.Delete, path).JsonAsync();
        Assert.Equal("1", Text(report["removed"]!["recordingObjects"]));
        await Assert.ThrowsAsync<NoSuchKeyException>(() => client.GetObjectAsync(bucket.Bucket, put.Key, Cancellation));
    }

    [Fact]
    public async Task Erasure_WhileTheBucketIsAway_IsToBeAskedForAgain()
    {
        await using var bucket = await S3Fixture.StartOwnAsync(Cancellation);
        await using var stack = await CallStack.StartAsync(_ => { }, postgres, bucket, ("DATABASE_URL", shared.Database.Url));
        await StoreAsync("while/away");
        await bucket.StopAsync();

        var refused = await stack.SendAsync(HttpMethod.Delete, "/api/calls/while%2Faway").JsonAsync(HttpStatusCode.ServiceUnavailable);
        Assert.DoesNotContain(bucket.Endpoint, refused.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await stack.GetAsync("/api/calls/while%2Faway").StatusAsync());

        await bucket.StartAgainAsync(Cancellation);
        Assert.Equal("1", Text((await stack.SendAsync(HttpMethod.Delete, "/api/calls/while%2Faway").JsonAsync())["removed"]!["rows"]));
    }

    [Fact]
    public async Task Recording_OfACallOfOurs_IsNotHadByARowThatIsNamedLikeIt()
    {
        var name = $"bea_fred-call_{Random.Shared.Next(1, int.MaxValue)}.2"; // as her call's second recorder would write
        await StoreAsync(name);
        var bucket = await s3.ServerAsync();
        using var client = bucket.CreateClient();
        await client.PutObjectAsync(new PutObjectRequest { BucketName = bucket.Bucket, Key = $"voice-recordings/{name}.ogg", ContentBody = "bea", UseChunkEncoding = false }, Cancellation);

        Assert.Equal("skipped", Text((await _stack.GetAsync($"/api/calls/{name}").JsonAsync())["recording"]!["state"]));
        Assert.Equal(HttpStatusCode.NotFound, await _stack.GetAsync($"/api/calls/{name}/recording").StatusAsync());
        Assert.Equal("0", Text((await _stack.SendAsync(HttpMethod.Delete, $"/api/calls/{name}").JsonAsync())["removed"]!["recordingObjects"]));
        await client.GetObjectMetadataAsync(bucket.Bucket, $"voice-recordings/{name}.ogg", Cancellation);
    }

    [Fact]
    public async Task Names_ThatDifferByTheirEncodingAlone_AreTwoCalls()
    {
        await StoreAsync("x/y");
        await StoreAsync("x%2Fy", "eve");

        Assert.Equal("x/y", Text((await _stack.GetAsync("/api/calls/x%2fy").JsonAsync())["room"]));
        Assert.Equal(HttpStatusCode.NotFound, await _stack.GetAsync("/api/calls/x%252Fy").StatusAsync());
        Assert.Equal("x%2Fy", Text((await _stack.GetAsync("/api/calls/x%252Fy", "eve").JsonAsync())["room"]));
    }

    [Fact]
    public async Task Name_WithoutARow_IsNotFoundAndOneThatIsTooLongIsRefused()
    {
        foreach (var part in new[] { "", "/transcript", "/recording", "/events" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await _stack.GetAsync($"/api/calls/nobody%2Fs{part}").StatusAsync());
            var refused = await _stack.GetAsync($"/api/calls/{Uri.EscapeDataString(new string('é', 129))}{part}").JsonAsync(HttpStatusCode.BadRequest);
            Assert.Equal("must have at most 256 bytes", Text(refused["errors"]!["room"]![0]));
        }

        Assert.Equal(HttpStatusCode.NotFound, await _stack.SendAsync(HttpMethod.Delete, "/api/calls/nobody%2Fs").StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await _stack.GetAsync($"/api/calls/{new string('x', 257)}", user: null).StatusAsync());
        await AssertNoGrainAsync();
    }

    private async Task AssertFileAsync(string path)
    {
        using var file = await _stack.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Contains("More marzipan?", await file.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.False(file.Headers.Contains("X-Injected"));
        Assert.DoesNotMatch(@"[/\\:*?<>|\p{Cc}]", file.Content.Headers.ContentDisposition!.FileNameStar);
    }

    private async Task AssertNotActedOnAsync(string name, string path)
    {
        JsonArray segments = [new JsonObject { ["id"] = "1", ["speaker"] = "user", ["text"] = "More.", ["startedAt"] = "2026-01-02T12:00:30Z", ["final"] = true }];
        foreach (var (part, body) in new (string, JsonNode?)[] { ("token", null), ("end", null), ("summary", null), ("transcript", segments) })
            Assert.Equal(HttpStatusCode.NotFound, await _stack.PostAsync($"{path}/{part}", body).StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await _stack.GetAsync($"{path}/events").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await _stack.AsAgentAsync(HttpMethod.Get, path).StatusAsync());

        var webhook = new JsonObject
        {
            ["event"] = "room_started",
            ["room"] = new JsonObject { ["sid"] = "RM_x", ["name"] = name },
            ["id"] = "EV_x",
            ["createdAt"] = "1767225600",
        }.ToJsonString();
        using var http = new HttpClient(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_stack.Api, "/api/livekit/webhook"))
        {
            Content = new StringContent(webhook, Encoding.UTF8, "application/webhook+json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", TestTokens.ForWebhook(Encoding.UTF8.GetBytes(webhook)));
        Assert.Equal(HttpStatusCode.OK, await http.SendAsync(request, Cancellation).StatusAsync());
    }

    // Neither an activation nor a row of a state.
    private async Task AssertNoGrainAsync()
    {
        var management = _stack.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        Assert.DoesNotContain(await management.GetDetailedGrainStatistics(), g => g.GrainId.Type == GrainType.Create("call"));
        await using var database = NpgsqlDataSource.Create(shared.Database.ConnectionString);
        await using var count = database.CreateCommand("SELECT count(*) FROM orleans_storage WHERE grain_type = 'call-v1'");
        Assert.Equal(0L, await count.ExecuteScalarAsync(Cancellation));
    }

    private async Task StoreAsync(string name, string user = "ana")
    {
        await using var database = NpgsqlDataSource.Create(shared.Database.ConnectionString);
        await using var command = database.CreateCommand("""
            INSERT INTO coaching_sessions (user_id, room_name, status, created_at, recording_url, summary, transcript_json)
            VALUES ($2, $1, 'completed', '2026-01-02 12:00Z', 'https://elsewhere/a.ogg', 'They ate marzipan.', '[{"speaker":"user","text":"More marzipan?"}]')
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = user });
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static string Text(JsonNode? node) => node?.ToString() ?? "";
}
