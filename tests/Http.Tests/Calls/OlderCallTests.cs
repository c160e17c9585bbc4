using System.Net;
using System.Text.Json.Nodes;
using Amazon.S3.Model;
using Npgsql;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Calls;

/// <summary>Calls that another program recorded before this system came: their rows are all that is known of them.</summary>
public sealed class OlderCallTests(StackFixture shared, S3Fixture s3) : IClassFixture<StackFixture>
{
    private readonly CallStack _stack = shared.Stack;
    private readonly string _room = $"ana_fred-call_{Random.Shared.Next(1, int.MaxValue)}";

    [Fact]
    public async Task Row_IsListedReadAndHeard()
    {
        await StoreAsync();
        await PutRecordingAsync("the old voices");

        var item = (await _stack.GetAsync("/api/calls?limit=100").JsonAsync())["calls"]!.AsArray().Single(c => Text(c!["room"]) == _room)!;
        var page = await _stack.GetAsync($"/api/calls/{_room}").JsonAsync();
        var recording = await _stack.GetAsync($"/api/calls/{_room}/recording").JsonAsync();

        foreach (var member in new[] { "room", "status", "callType", "createdAt", "startedAt", "endedAt" })
            Assert.Equal(Text(item[member]), Text(page[member]));
        Assert.Equal(("completed", "summary_saved", true), (Text(page["status"]), Text(page["phase"]), page["complete"]!.GetValue<bool>()));
        Assert.Equal(("They talked about price.", "unknown"), (Text(page["summary"]!["text"]), Text(page["summary"]!["source"])));
        Assert.Equal("Raise it", Text(page["summary"]!["decisions"]![0]!["text"]));
        Assert.Equal(("ready", 2), (Text(page["recording"]!["state"]), page["transcript"]!["lines"]!.GetValue<int>()));
        Assert.Equal((14, "audio/ogg"), (recording["sizeBytes"]!.GetValue<int>(), Text(recording["contentType"])));
        Assert.Equal("the old voices"u8.ToArray(), await _stack.DownloadAsync(Text(recording["url"])));
        Assert.Equal(HttpStatusCode.Redirect, await _stack.GetAsync($"/api/calls/{_room}/recording?redirect=true").StatusAsync());
    }

    [Fact]
    public async Task Transcript_InEachFormat_IsTheRowsWords()
    {
        await StoreAsync();

        var lines = (await _stack.GetAsync($"/api/calls/{_room}/transcript").JsonAsync())["lines"]!.AsArray();
        Assert.Equal([("user", "Is the price right?"), ("fred", "Raise it.")], lines.Select(l => (Text(l!["speaker"]), Text(l["text"]))));
        Assert.Equal("Founder: Is the price right?\nFred: Raise it.\n", await ContentAsync("txt"));
        Assert.Contains("00:00:04.000 --> 00:00:05.540\n<v Founder>Is the price right?", await ContentAsync("vtt"), StringComparison.Ordinal);
        Assert.Contains("00:00:06,000 --> ", await ContentAsync("srt"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await _stack.GetAsync($"/api/calls/{_room}/transcript?format=vtt&segment=2").StatusAsync());
    }

    [Fact]
    public async Task Recording_ThatTheBucketHasNot_IsNotFoundWithTheReason()
    {
        await StoreAsync();

        using var answer = await _stack.GetAsync($"/api/calls/{_room}/recording");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("The bucket has none", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_OfAnotherUser_AndForTheAgent_IsNotFound()
    {
        await StoreAsync();

        foreach (var path in new[] { "", "/transcript", "/recording" })
            Assert.Equal(HttpStatusCode.NotFound, await _stack.GetAsync($"/api/calls/{_room}{path}", "eve").StatusAsync());
        foreach (var path in new[] { "", "/transcript" })
            Assert.Equal(HttpStatusCode.NotFound, await _stack.AsAgentAsync(HttpMethod.Get, $"/api/calls/{_room}{path}").StatusAsync());
    }

    [Fact]
    public async Task Row_IsNotActedOn()
    {
        await StoreAsync();
        var segment = new JsonArray(new JsonObject { ["id"] = "1", ["speaker"] = "user", ["text"] = "More.", ["startedAt"] = "2026-01-02T12:00:30Z", ["final"] = true });
        var words = new JsonObject
        {
            ["roomName"] = _room,
            ["callType"] = "on-demand",
            ["durationSeconds"] = 1,
            ["transcript"] = new JsonArray(),
        };

        foreach (var (path, body) in new (string, JsonNode?)[] { ("token", null), ("end", null), ("summary", null), ("transcript", segment) })
            Assert.Equal(HttpStatusCode.NotFound, await _stack.PostAsync($"/api/calls/{_room}/{path}", body).StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await _stack.PostAsync("/api/fred/call/summary", words).StatusAsync());
        Assert.Equal("They talked about price.", Text((await _stack.GetAsync($"/api/calls/{_room}").JsonAsync())["summary"]!["text"]));
    }

    [Fact]
    public async Task Row_Erased_IsGoneWithItsRecording()
    {
        await StoreAsync();
        await PutRecordingAsync("the old voices");

        using var answer = await _stack.SendAsync(HttpMethod.Delete, $"/api/calls/{_room}");
        Assert.True(answer.IsSuccessStatusCode);
        var bucket = await s3.ServerAsync();
        using var client = bucket.CreateClient();
        await Assert.ThrowsAsync<NoSuchKeyException>(() => client.GetObjectAsync(
            bucket.Bucket, $"voice-recordings/{_room}.ogg", TestContext.Current.CancellationToken));
        foreach (var path in new[] { "", "/transcript", "/recording" })
            Assert.Equal(HttpStatusCode.NotFound, await _stack.GetAsync($"/api/calls/{_room}{path}").StatusAsync());
    }

    private async Task StoreAsync()
    {
        await using var database = NpgsqlDataSource.Create(shared.Database.ConnectionString);
        await using var command = database.CreateCommand("""
            INSERT INTO coaching_sessions (user_id, room_name, status, created_at, started_at, ended_at, duration_seconds, recording_url, summary,
                decisions, next_actions, transcript_json)
            VALUES ('ana', $1, 'completed', '2026-01-02 12:00Z', '2026-01-02 12:00:01Z', '2026-01-02 12:01Z', 50, 'https://elsewhere/a.ogg',
                'They talked about price.', '["Raise it"]', '["Write"]',
                '[{"speaker":"user","text":"Is the price right?","timestamp":"2026-01-02T12:00:05Z"},
                  {"speaker":"fred","text":"Raise it.","timestamp":"2026-01-02T12:00:07Z"}]')
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _room });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private async Task PutRecordingAsync(string content)
    {
        var bucket = await s3.ServerAsync();
        using var client = bucket.CreateClient();
        await client.PutObjectAsync(
            new PutObjectRequest { BucketName = bucket.Bucket, Key = $"voice-recordings/{_room}.ogg", ContentBody = content, ContentType = "audio/ogg", UseChunkEncoding = false },
            TestContext.Current.CancellationToken);
    }

    private async Task<string> ContentAsync(string format)
    {
        using var answer = await _stack.GetAsync($"/api/calls/{_room}/transcript?format={format}");
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static string Text(JsonNode? node) => node?.ToString() ?? "";
}
