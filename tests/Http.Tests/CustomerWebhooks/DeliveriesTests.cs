using System.Net;
using System.Text.Json.Nodes;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.CustomerWebhooks;

/// <summary>What arrives at customers' endpoints, and what the API says of it.</summary>
public sealed class DeliveriesTests(HookStackFixture shared) : IClassFixture<HookStackFixture>
{
    private readonly CallStack _stack = shared.Stack;

    [Fact]
    public async Task WholeCall_IsToldInOrderWithoutWordsOrLinks()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var (id, secret) = await RegisterAsync(receiver, "ana");
        var (other, _) = await RegisterAsync(receiver, "bea");
        var started = await _stack.PostAsync("/api/fred/call").JsonAsync();
        var room = started["room"]!.GetValue<string>();
        var founder = (await _stack.InSandboxAsync(HttpMethod.Post, "/participants", new JsonObject { ["token"] = started["token"]!.GetValue<string>(), ["publishAudio"] = true })
            .JsonAsync(HttpStatusCode.Created))["identity"]!.GetValue<string>();
        await _stack.InSandboxAsync(
            HttpMethod.Post, $"/rooms/{room}/participants/{founder}/speech", new JsonObject { ["text"] = "Let us talk about pricing.", ["durationMs"] = 1500 }).JsonAsync(HttpStatusCode.Accepted);
        await _stack.PageAsync(room, p => p["recording"]!["state"]!.GetValue<string>() is "active");
        await _stack.AsAgentAsync(HttpMethod.Post, $"/api/calls/{room}/transcript", new JsonArray(new JsonObject
        {
            ["id"] = "1",
            ["speaker"] = "fred",
            ["text"] = "I will send the price list.",
            ["startedAt"] = "2026-01-01T00:00:03Z",
            ["endedAt"] = "2026-01-01T00:00:04Z",
            ["final"] = true,
        })).JsonAsync();
        await _stack.PostAsync("/api/fred/call/summary", new JsonObject
        {
            ["roomName"] = room,
            ["callType"] = "on-demand",
            ["durationSeconds"] = 5,
            ["transcript"] = new JsonArray(new JsonObject { ["speaker"] = "user", ["text"] = "Let us talk about pricing." }),
        }).JsonAsync();
        await _stack.PostAsync($"/api/calls/{room}/end").JsonAsync(HttpStatusCode.Accepted);
        await _stack.PageAsync(room, p => p["phase"]!.GetValue<string>() is "summary_saved" && p["recording"]!["state"]!.GetValue<string>() is "ready");

        var received = await receiver.WhenAsync(all => all.Any(r => TypeOf(r) is "summary.ready") && all.Any(r => TypeOf(r) is "recording.ready"));
        var types = received.Select(TypeOf).ToList();
        Assert.Equal(["call.started", "call.completed"], types.Take(2));
        Assert.Equal(["recording.ready", "summary.ready"], types.Skip(2).Distinct().Order());
        Assert.Equal(received.Count, received.Select(r => r.EventId).Distinct().Count());
        foreach (var said in new[] { "pricing", "price list", "X-Amz-", "voice-recordings", "Founder", "Ana", started["token"]!.GetValue<string>() })
            Assert.All(received, r => Assert.DoesNotContain(said, r.Body, StringComparison.Ordinal));

        var recording = JsonNode.Parse(received.First(r => TypeOf(r) is "recording.ready").Body)!["data"]!;
        Assert.Equal((room, "ready"), (recording["room"]!.GetValue<string>(), recording["state"]!.GetValue<string>()));
        var link = await _stack.GetAsync(new Uri(recording["recordingUrl"]!.GetValue<string>()).AbsolutePath).JsonAsync();
        Assert.Equal(recording["sizeBytes"]!.GetValue<long>(), link["sizeBytes"]!.GetValue<long>());
        var completed = JsonNode.Parse(received[1].Body)!["data"]!;
        Assert.Equal("completed", completed["status"]!.GetValue<string>());
        Assert.Equal(room, (await _stack.GetAsync(new Uri(completed["url"]!.GetValue<string>()).AbsolutePath).JsonAsync())["room"]!.GetValue<string>());

        var list = await ListAsync(id, "ana", "?state=delivered", atLeast: received.Count);
        Assert.Equal(types, list.Select(d => d!["type"]!.GetValue<string>()).Reverse());
        Assert.All(list, d => Assert.Equal((room, 204, 1), (d!["room"]!.GetValue<string>(), d["lastStatus"]!.GetValue<int>(), d["attempts"]!.GetValue<int>())));
        var shown = await _stack.GetAsync($"/api/webhooks/{id}/deliveries/{list[0]!["id"]}").JsonAsync();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(received[^1].Body), shown["payload"]));
        Assert.Empty(await ListAsync(other, "bea", "", atLeast: 0)); // another user's calls
        Assert.DoesNotContain(_stack.Logs.Lines, line => line.Contains(secret, StringComparison.Ordinal) || line.Contains("/hook", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Test_Failing_IsTriedOnceAndSentAgainWhenAsked()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (_, context) => WebhookReceiver.Status(context, 500);
        var (id, _) = await RegisterAsync(receiver, "cora");
        using var accepted = await _stack.PostAsync($"/api/webhooks/{id}/test", user: "cora");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);

        var dead = Assert.Single(await ListAsync(id, "cora", "?state=dead", atLeast: 1))!;
        Assert.Equal(accepted.Headers.Location!.ToString(), $"/api/webhooks/{id}/deliveries/{dead["id"]}");
        Assert.Equal(
            ("webhook.test", "dead", 500, "Answered 500"),
            (dead["type"]!.GetValue<string>(), dead["state"]!.GetValue<string>(), dead["lastStatus"]!.GetValue<int>(), dead["lastError"]!.GetValue<string>()));
        receiver.Answer = (_, context) => WebhookReceiver.Status(context, 200);
        var again = await _stack.PostAsync($"/api/webhooks/{id}/deliveries/{dead["id"]}/send", user: "cora").JsonAsync(HttpStatusCode.Accepted);

        Assert.Equal(("pending", 0), (again["state"]!.GetValue<string>(), again["attempts"]!.GetValue<int>()));
        var received = await receiver.WhenAsync(all => all.Count is 2);
        Assert.Equal([dead["eventId"]!.GetValue<string>(), dead["eventId"]!.GetValue<string>()], received.Select(r => r.EventId));
        Assert.Single(await ListAsync(id, "cora", "?state=delivered", atLeast: 1));

        await _stack.SendAsync(HttpMethod.Patch, $"/api/webhooks/{id}", new JsonObject { ["enabled"] = false }, "cora").JsonAsync();
        Assert.Equal(HttpStatusCode.Conflict, await _stack.PostAsync($"/api/webhooks/{id}/deliveries/{dead["id"]}/send", user: "cora").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await _stack.PostAsync($"/api/webhooks/{id}/deliveries/{Guid.NewGuid()}/send", user: "dora").StatusAsync());
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=101", "limit")]
    [InlineData("?limit=x", "limit")]
    [InlineData("?state=lost", "state")]
    [InlineData("?state=dead&state=pending", "state")]
    [InlineData("?cursor=nonsense", "cursor")]
    [InlineData("?cursor=%00", "cursor")]
    public async Task List_UnfitQuery_NamesTheField(string query, string field)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var user = $"e-{Guid.NewGuid():n}";
        var (id, _) = await RegisterAsync(receiver, user);

        var problem = await _stack.GetAsync($"/api/webhooks/{id}/deliveries{query}", user).JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal([field], problem["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task List_InPages_ShowsEachOnce()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var (id, _) = await RegisterAsync(receiver, "fay");
        for (var n = 0; n < 5; n++)
            await _stack.PostAsync($"/api/webhooks/{id}/test", user: "fay").JsonAsync(HttpStatusCode.Accepted);

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await _stack.GetAsync($"/api/webhooks/{id}/deliveries?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}", "fay").JsonAsync();
            seen.AddRange(page["deliveries"]!.AsArray().Select(d => d!["id"]!.GetValue<string>()));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);

        Assert.Equal((5, 5), (seen.Count, seen.Distinct().Count()));
    }

    private static string TypeOf(WebhookReceiver.Received request) => JsonNode.Parse(request.Body)!["type"]!.GetValue<string>();

    private async Task<(string Id, string Secret)> RegisterAsync(WebhookReceiver receiver, string user)
    {
        var made = await _stack.PostAsync("/api/webhooks", new JsonObject { ["url"] = receiver.Url }, user).JsonAsync(HttpStatusCode.Created);
        return (made["id"]!.GetValue<string>(), made["secret"]!.GetValue<string>());
    }

    private async Task<JsonArray> ListAsync(string id, string user, string query, int atLeast)
    {
        for (var left = 100; ; left--)
        {
            var list = (await _stack.GetAsync($"/api/webhooks/{id}/deliveries{query}", user).JsonAsync())["deliveries"]!.AsArray();
            if (list.Count >= atLeast)
                return list;
            Assert.True(left > 0, list.ToJsonString());
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
