using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.Limits;

/// <summary>How much may be said in a call.</summary>
public sealed class TranscriptLimitTests(StackFixture fixture) : IClassFixture<StackFixture>
{
    private readonly CallStack _stack = fixture.Stack;

    [Fact]
    public async Task Client_ThatHandsInOtherWordsAgainAndAgain_ComesToAnEnd()
    {
        var room = await StartAsync();
        for (var post = 0; post < TranscriptLimits.ClientLines / TranscriptLimits.ClientLinesPerRequest; post++)
            Assert.Equal(HttpStatusCode.OK, await HandInAsync(room, $"{post}").StatusAsync());

        var full = await HandInAsync(room, "more").JsonAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains("2000 lines", full["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await HandInAsync(room, "0").StatusAsync()); // a repeat is answered as ever

        var lines = (await _stack.GetAsync($"/api/calls/{room}/transcript").JsonAsync())["lines"]!.AsArray();
        Assert.Equal(TranscriptLimits.ClientLines, lines.Count);
    }

    [Fact]
    public async Task Client_ThatHandsInMoreCharactersThanACallMayHave_Is413AndNothingIsStored()
    {
        var room = await StartAsync();
        var lines = new JsonArray([.. Enumerable.Range(0, 126).Select(n => (JsonNode)new JsonObject { ["speaker"] = "user", ["text"] = new string('x', 8_000) })]);

        await HandInAsync(room, lines).JsonAsync(HttpStatusCode.RequestEntityTooLarge);

        Assert.Empty((await _stack.GetAsync($"/api/calls/{room}/transcript").JsonAsync())["lines"]!.AsArray());
    }

    [Fact]
    public async Task Line_OfMoreThan8000Characters_Is400()
    {
        var room = await StartAsync();
        JsonArray lines = [new JsonObject { ["speaker"] = "user", ["text"] = "a" }, new JsonObject { ["speaker"] = "user", ["text"] = new string('x', 8_001) }];

        var answer = await HandInAsync(room, lines).JsonAsync(HttpStatusCode.BadRequest);

        Assert.NotEmpty(answer["details"]!["transcript[1].text"]!.AsArray());
    }

    [Fact]
    public async Task Segments_OfACallThatIsFull_Are413AsAProblem()
    {
        var room = await StartAsync();
        await SayAsync(room, "1").JsonAsync();
        await using (var source = NpgsqlDataSource.Create(fixture.Database.ConnectionString))
        {
            await using var command = source.CreateCommand("""
                ALTER TABLE call_segments DISABLE TRIGGER call_segment_revise;
                UPDATE call_segments SET segments_so_far = 20000;
                ALTER TABLE call_segments ENABLE TRIGGER call_segment_revise;
                """);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var problem = await SayAsync(room, "2").JsonAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal(413, problem["status"]!.GetValue<int>());
        Assert.Contains("20000 segments", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        await SayAsync(room, "1").JsonAsync();

        await _stack.PostAsync($"/api/calls/{room}/end").JsonAsync(HttpStatusCode.Accepted);
        await _stack.PageAsync(room, page => page["complete"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SayAsync(room, "2").StatusAsync());
        Assert.True((await _stack.GetAsync($"/api/calls/{room}").JsonAsync())["complete"]!.GetValue<bool>()); // no summary is made anew for it
    }

    private async Task<string> StartAsync() => (await _stack.PostAsync("/api/fred/call").JsonAsync())["room"]!.GetValue<string>();

    private Task<HttpResponseMessage> SayAsync(string room, string id) => _stack.PostAsync($"/api/calls/{room}/transcript", new JsonArray(new JsonObject
    {
        ["id"] = id,
        ["speaker"] = "user",
        ["text"] = "Hello.",
        ["startedAt"] = "2026-01-01T00:00:00Z",
        ["final"] = true,
    }));

    private Task<HttpResponseMessage> HandInAsync(string room, string word) => HandInAsync(room, new JsonArray(
        [.. Enumerable.Range(0, TranscriptLimits.ClientLinesPerRequest).Select(n => (JsonNode)new JsonObject { ["speaker"] = "user", ["text"] = $"{word} {n}" })]));

    private Task<HttpResponseMessage> HandInAsync(string room, JsonArray lines) => _stack.PostAsync("/api/fred/call/summary", new JsonObject
    {
        ["roomName"] = room,
        ["callType"] = "on-demand",
        ["durationSeconds"] = 1,
        ["transcript"] = lines,
    });
}
