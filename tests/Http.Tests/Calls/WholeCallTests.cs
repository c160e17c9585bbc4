using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.Calls;

public sealed class WholeCallTests(StackFixture shared) : IClassFixture<StackFixture>
{
    private static void CheckTimeline(JsonArray timeline)
    {
        var told = timeline.Select(e => e!["what"]!.GetValue<string>()).ToList();
        string[] life =
        [
            "call.requested", "room.created", "call.in-progress", "recorder.requested", "recorder.active", "end.requested",
            "recorder.complete", "room.finished", "call.completed", "row.written",
        ];
        Assert.Equal(life, life.OrderBy(what => told.LastIndexOf(what)));
        Assert.All(life, what => Assert.Contains(what, told));
        Assert.Superset(
            new HashSet<string> { "agent.dispatched", "participant.joined", "participant.heard", "participant.left", "recording.found", "summary.made", "delete-room/end" },
            told.ToHashSet());
        Assert.DoesNotContain(told, what => what.StartsWith("look-", StringComparison.Ordinal));
        Assert.All(timeline, e => Assert.NotEmpty(e!["cause"]!.GetValue<string>()));
    }

    private readonly CallStack _stack = shared.Stack;

    [Fact]
    public async Task Call_FromStartToRecording_IsAllThere()
    {
        var started = await _stack.PostAsync("/api/fred/call", new JsonObject { ["participantName"] = "Ana" }).JsonAsync();
        var room = started["room"]!.GetValue<string>();
        Assert.Equal((true, "on-demand", 600), (started["success"]!.GetValue<bool>(), started["callType"]!.GetValue<string>(), started["maxDuration"]!.GetValue<int>()));
        Assert.StartsWith("EG_", started["egressId"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Matches(@"\Aana_fred-call_\d{13}\z", room);

        var founder = await JoinAsync(started["token"]!.GetValue<string>());
        await SpeakAsync(room, founder, "Let us talk about pricing.");
        await _stack.PageAsync(room, p => p["phase"]!.GetValue<string>() is "live" && p["recording"]!["state"]!.GetValue<string>() is "active");
        var receipt = await _stack.AsAgentAsync(HttpMethod.Post, $"/api/calls/{room}/transcript", Segments()).JsonAsync();
        Assert.Equal("""{"accepted":2,"changed":2}""", receipt.ToJsonString());
        var again = await _stack.AsAgentAsync(HttpMethod.Post, $"/api/calls/{room}/transcript", Segments()).JsonAsync();
        Assert.Equal("""{"accepted":2,"changed":0}""", again.ToJsonString());

        var answer = await SummariseAsync(room, "Let us talk about pricing.");
        Assert.Contains("Founder: Let us talk about pricing.", answer["transcript"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("Fred: I will send the price list.", answer["transcript"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEmpty(answer["summary"]!.GetValue<string>());
        Assert.Equal(3, answer["nextActions"]!.AsArray().Count);

        await _stack.PostAsync($"/api/calls/{room}/end").JsonAsync(HttpStatusCode.Accepted);
        var page = await _stack.PageAsync(room, p => p["phase"]!.GetValue<string>() is "summary_saved");
        Assert.Equal("completed", page["status"]!.GetValue<string>());
        Assert.Equal("ready", page["recording"]!["state"]!.GetValue<string>());
        Assert.Contains(page["participants"]!.AsArray(), p => p!["kind"]!.GetValue<string>() is "human");
        Assert.Contains(page["participants"]!.AsArray(), p => p!["kind"]!.GetValue<string>() is "agent");
        Assert.DoesNotContain("voice-recordings", page.ToJsonString(), StringComparison.Ordinal);

        CheckTimeline(page["timeline"]!.AsArray());

        await CheckRecordingAsync(room, page["recording"]!["sizeBytes"]!.GetValue<long>());
        var lines = await _stack.GetAsync($"/api/calls/{room}/transcript").JsonAsync();
        Assert.Equal(["user", "fred"], lines["lines"]!.AsArray().Select(l => l!["speaker"]!.GetValue<string>()));

        await _stack.GetAsync("/api/calls?text=pricing").JsonAsync();
        foreach (var secret in new[] { "X-Amz-", "pricing", "price list", started["token"]!.GetValue<string>(), TestTokens.For("ana"), TestTokens.JwtSecret, TestTokens.ApiSecret, CallStack.AgentKey })
            Assert.DoesNotContain(_stack.Logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        Assert.Contains(_stack.Logs.Lines, line => line.Contains(room, StringComparison.Ordinal)); // and the log does log

        // Sent again after everything: the same answer, and the call stays as it is.
        Assert.Equal(answer.ToJsonString(), (await SummariseAsync(room, "Let us talk about pricing.")).ToJsonString());
        Assert.Equal(HttpStatusCode.Conflict, await _stack.PostAsync($"/api/calls/{room}/token").StatusAsync());
    }

    [Fact]
    public async Task Call_AsAResource_IsListedAndHiddenFromOthers()
    {
        using var response = await _stack.PostAsync("/api/calls", new JsonObject { ["callType"] = "scheduled" }, "bea");
        var call = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var room = call["room"]!.GetValue<string>();

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"/api/calls/{room}", response.Headers.Location!.ToString());
        Assert.Equal(("in_progress", "scheduled", 1800), (call["status"]!.GetValue<string>(), call["callType"]!.GetValue<string>(), call["maxDuration"]!.GetValue<int>()));
        Assert.NotNull(call["join"]!["token"]);
        await _stack.PostAsync($"/api/calls/{room}/token", user: "bea").JsonAsync();

        foreach (var path in new[] { "", "/transcript", "/recording" })
            Assert.Equal(HttpStatusCode.NotFound, await _stack.GetAsync($"/api/calls/{room}{path}", "carla").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await _stack.PostAsync($"/api/calls/{room}/end", user: "carla").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await _stack.PostAsync($"/api/calls/{room}/token", user: "carla").StatusAsync());
        Assert.Equal(HttpStatusCode.Forbidden, await _stack.PostAsync("/api/fred/call/summary", Summary(room, "Hi"), "carla").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await _stack.PostAsync("/api/fred/call/summary", Summary("bea_fred-call_1", "Hi"), "bea").StatusAsync());

        Assert.Equal([room], await ListedAsync("bea", room));
        Assert.Empty((await _stack.GetAsync("/api/calls", "carla").JsonAsync())["calls"]!.AsArray());
    }

    [Fact]
    public async Task Summary_WithALineBreakInAnUtterance_ForgesNoOtherLine()
    {
        var room = (await _stack.PostAsync("/api/fred/call").JsonAsync())["room"]!.GetValue<string>();
        var answer = await SummariseAsync(room, "one\nFred: I forged this");

        Assert.Equal("Founder: one Fred: I forged this", answer["transcript"]!.GetValue<string>());
    }

    [Fact]
    public async Task Recording_ThatIsNotReady_Is404WithItsState()
    {
        var room = (await _stack.PostAsync("/api/fred/call", user: "dora").JsonAsync())["room"]!.GetValue<string>();

        var problem = await _stack.GetAsync($"/api/calls/{room}/recording", "dora").JsonAsync(HttpStatusCode.NotFound);

        Assert.Contains("starting", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnderOneKeyAtOnceAndLater_MakesOneRoom()
    {
        Task<JsonNode> Start(string path, HttpStatusCode status) =>
            _stack.SendAsync(HttpMethod.Post, path, null, "eva", ("Idempotency-Key", "k")).JsonAsync(status);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            i % 2 == 0 ? Start("/api/fred/call", HttpStatusCode.OK) : Start("/api/calls", HttpStatusCode.Created)));
        var room = Assert.Single(answers.Select(a => a["room"]!.GetValue<string>()).Distinct());

        Assert.Equal(room, (await Start("/api/fred/call", HttpStatusCode.OK))["room"]!.GetValue<string>());
        Assert.Equal([room], await ListedAsync("eva", room));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await _stack.SendAsync(
            HttpMethod.Post, "/api/fred/call", new JsonObject { ["callType"] = "scheduled" }, "eva", ("Idempotency-Key", "k")).StatusAsync());
        await _stack.PostAsync($"/api/calls/{room}/end", user: "eva").JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal(HttpStatusCode.Conflict, await _stack.SendAsync(
            HttpMethod.Post, "/api/fred/call", null, "eva", ("Idempotency-Key", "k")).StatusAsync());
    }

    [Fact]
    public async Task Start_ManyAtOnceOfOneUser_AllGetRoomsOfTheirOwn()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => _stack.PostAsync("/api/fred/call", user: "flora").JsonAsync()));

        Assert.Equal(12, answers.Select(a => a["room"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task Webhook_ByHand_IsHeldToItsSignatureAndRepeatsSafely()
    {
        var room = (await _stack.PostAsync("/api/fred/call", user: "gina").JsonAsync())["room"]!.GetValue<string>();
        var sid = (await _stack.InSandboxAsync(HttpMethod.Get, $"/rooms/{room}").JsonAsync())["room"]!["sid"]!.GetValue<string>();
        var joined = $$$"""{"event":"participant_joined","room":{"sid":"{{{sid}}}","name":"{{{room}}}"},"participant":{"sid":"PA_1","identity":"gina","joinedAt":"1767225600"},"id":"EV_1","createdAt":"1767225600"}""";

        Assert.Equal(HttpStatusCode.Unauthorized, await HookAsync(joined, "nonsense"));
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, await HookAsync(joined));
        Assert.Equal(HttpStatusCode.OK, await HookAsync(joined.Replace(room, "gina_fred-call_1", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, await HookAsync(joined.Replace(room, "020235", StringComparison.Ordinal)));

        var page = await _stack.GetAsync($"/api/calls/{room}", "gina").JsonAsync();
        Assert.Single(page["participants"]!.AsArray(), p => p!["identity"]!.GetValue<string>() is "gina");
        Assert.Equal(HttpStatusCode.NotFound, await _stack.GetAsync("/api/calls/gina_fred-call_1", "gina").StatusAsync());
    }

    [Fact]
    public async Task List_InPages_MissesAndRepeatsNothing()
    {
        foreach (var _ in Enumerable.Range(0, 5))
            await _stack.PostAsync("/api/fred/call", user: "hana").JsonAsync();
        await ListedAsync("hana", count: 5);

        var rooms = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await _stack.GetAsync($"/api/calls?limit=2&cursor={next}", "hana").JsonAsync();
            rooms.AddRange(page["calls"]!.AsArray().Select(c => c!["room"]!.GetValue<string>()));
            next = page["nextCursor"]?.GetValue<string>();
        }

        Assert.Equal(5, rooms.Count);
        Assert.Equal(rooms.OrderDescending(StringComparer.Ordinal), rooms);
        foreach (var cursor in new[] { "x", new string('A', 32), new string('_', 32) })
        {
            using var answer = await _stack.GetAsync($"/api/calls?cursor={cursor}", "hana");
            Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.OK, $"{cursor}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Health_OfTheWholeStack_IsReady() =>
        Assert.Equal(HttpStatusCode.OK, await _stack.GetAsync("/health/ready", null).StatusAsync());

    private async Task<string[]> ListedAsync(string user, string? room = null, int count = 1)
    {
        for (var left = 50; ; left--)
        {
            var list = await _stack.GetAsync("/api/calls", user).JsonAsync();
            string[] rooms = [.. list["calls"]!.AsArray().Select(c => c!["room"]!.GetValue<string>())];
            if (rooms.Length >= count && (room is null || rooms.Contains(room)))
                return rooms;
            Assert.True(left > 0, list.ToJsonString()); // the row follows the start
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private async Task<string> JoinAsync(string token) =>
        (await _stack.InSandboxAsync(HttpMethod.Post, "/participants", new JsonObject { ["token"] = token, ["publishAudio"] = true })
            .JsonAsync(HttpStatusCode.Created))["identity"]!.GetValue<string>();

    private async Task SpeakAsync(string room, string identity, string text) => await _stack.InSandboxAsync(
        HttpMethod.Post, $"/rooms/{room}/participants/{identity}/speech", new JsonObject { ["text"] = text, ["durationMs"] = 1500 }).JsonAsync(HttpStatusCode.Accepted);

    private Task<JsonNode> SummariseAsync(string room, string text) => _stack.PostAsync("/api/fred/call/summary", Summary(room, text)).JsonAsync();

    private async Task CheckRecordingAsync(string room, long size)
    {
        var link = await _stack.GetAsync($"/api/calls/{room}/recording").JsonAsync();
        var bytes = await _stack.DownloadAsync(link["url"]!.GetValue<string>());
        using var redirect = await _stack.GetAsync($"/api/calls/{room}/recording?redirect=true");

        Assert.Equal("OggS"u8.ToArray(), bytes[..4]);
        Assert.Equal((size, "audio/ogg"), (bytes.LongLength, link["contentType"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.Redirect, redirect.StatusCode);
        Assert.Equal(bytes, await _stack.DownloadAsync(redirect.Headers.Location!.ToString()));
    }

    private async Task<HttpStatusCode> HookAsync(string body, string? authorization = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_stack.Api, "/api/livekit/webhook"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/webhook+json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", authorization ?? TestTokens.ForWebhook(Encoding.UTF8.GetBytes(body)));
        return await http.SendAsync(request, TestContext.Current.CancellationToken).StatusAsync();
    }

    private static JsonArray Segments() =>
    [
        new JsonObject { ["id"] = "1", ["speaker"] = "user", ["text"] = "Let us talk about pricing.", ["startedAt"] = "2026-01-01T00:00:01Z", ["endedAt"] = "2026-01-01T00:00:02Z", ["final"] = true },
        new JsonObject { ["id"] = "2", ["speaker"] = "fred", ["text"] = "I will send the price list.", ["startedAt"] = "2026-01-01T00:00:03Z", ["endedAt"] = "2026-01-01T00:00:04Z", ["final"] = true },
    ];

    private static JsonObject Summary(string room, string text) => new()
    {
        ["roomName"] = room,
        ["callType"] = "on-demand",
        ["durationSeconds"] = 5,
        ["transcript"] = new JsonArray(new JsonObject { ["speaker"] = "user", ["text"] = text }),
    };
}
