using System.Net;
using System.Text.Json.Nodes;
using Amazon.S3.Model;
using OrleansCalls.DevStack.S3;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Cluster;

/// <summary>What the API promises holds with two fronts and two silos too, whichever front is asked and whichever silo dies.</summary>
public sealed class ClusterTests(PostgresFixture postgres, S3Fixture s3)
{
    private const string Said = "Let us talk about the heliotrope price list.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_AskedForByEitherFrontWhileSilosDie_IsFoundHeardRemadeAndErased()
    {
        await using var model = await ModelServer.StartAsync();
        var bucket = await s3.ServerAsync();
        await using var all = await StartAsync([.. bucket.Settings(), ("OPENAI_API_KEY", "key"), ("OPENAI_BASE_URL", model.BaseUrl)]);
        var room = await CompleteAsync(all, first: 0);

        await SameByBothAsync(all, room);
        await all.KillSiloAsync(0);
        await SameByBothAsync(all, room);
        all.StartSilo(0);
        await all.KillSiloAsync(1);
        await SameByBothAsync(all, room);

        var remade = await all.AskAsync(0, HttpMethod.Post, $"/api/calls/{room}/summary").JsonAsync();
        all.StartSilo(1);
        Assert.Equal("made", remade["summaryRequest"]!["state"]!.GetValue<string>());
        var page = await all.PageAsync(1, room, p => p["phase"]!.GetValue<string>() is "summary_saved");
        Assert.Equal(remade["summary"]!.ToJsonString(), page["summary"]!.ToJsonString());

        Assert.Equal(1, await ObjectsAsync(bucket, room));
        var erasing = all.AskAsync(0, HttpMethod.Delete, $"/api/calls/{room}").StatusAsync();
        await all.KillSiloAsync(0);
        Assert.True(await erasing is HttpStatusCode.OK or HttpStatusCode.Accepted);
        var report = await ErasedAsync(all, 1, room);
        Assert.Equal(report.ToJsonString(), (await ErasedAsync(all, 0, room)).ToJsonString());
        Assert.Equal((1, 2), (report["removed"]!["rows"]!.GetValue<int>(), report["removed"]!["recordingObjects"]!.GetValue<int>()));
        for (var front = 0; front < 2; front++)
        {
            foreach (var path in new[] { "", "/transcript", "/recording", "/events" })
                Assert.Equal(HttpStatusCode.NotFound, await all.AskAsync(front, HttpMethod.Get, $"/api/calls/{room}{path}").StatusAsync());
            Assert.Equal(HttpStatusCode.NotFound, await all.AskAsync(front, HttpMethod.Post, $"/api/calls/{room}/transcript", Segments(), user: null).StatusAsync());
            Assert.Empty((await all.AskAsync(front, HttpMethod.Get, "/api/calls?text=heliotrope").JsonAsync())["calls"]!.AsArray());
        }

        Assert.Equal(0, await ObjectsAsync(bucket, room));
    }

    [Fact]
    public async Task List_PagedByEitherFrontInTurn_ShowsEachCallOnce()
    {
        await using var all = await StartAsync();
        var rooms = new List<string>();
        for (var n = 0; n < 5; n++)
        {
            (string, string) key = ("Idempotency-Key", $"key {n}");
            var started = await all.AskAsync(n % 2, HttpMethod.Post, "/api/fred/call", headers: key).JsonAsync();
            var again = await all.AskAsync(1 - (n % 2), HttpMethod.Post, "/api/fred/call", headers: key).JsonAsync();
            Assert.Equal(started["room"]!.GetValue<string>(), again["room"]!.GetValue<string>());
            rooms.Add(started["room"]!.GetValue<string>());
            await all.PageAsync(n % 2, rooms[^1], p => p["timeline"]?.AsArray().Any(e => e!["what"]!.GetValue<string>() is "row.written") is true);
        }

        var listed = await PagesAsync(all, "/api/calls?limit=2", "calls", "room");

        Assert.Equal(Enumerable.Reverse(rooms), listed);
    }

    [Fact]
    public async Task Endpoints_ManagedByEitherFront_AreToldWhatEitherSiloDoes()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var all = await StartAsync([.. (await s3.ServerAsync()).Settings(), ("Webhooks:AllowPrivateTargets", "true"), ("Webhooks:SecretsKey", Convert.ToBase64String(new byte[32]))]);
        var id = await RegisterAsync(all, 0, receiver.Url, "ana");
        await all.AskAsync(1, HttpMethod.Patch, $"/api/webhooks/{id}", new JsonObject { ["events"] = new JsonArray("call.started", "call.completed") }).JsonAsync();
        foreach (var front in new[] { 0, 1 })
        {
            var endpoint = Assert.Single((await all.AskAsync(front, HttpMethod.Get, "/api/webhooks").JsonAsync())["webhooks"]!.AsArray())!;
            Assert.Equal((id, """["call.started","call.completed"]"""), (endpoint["id"]!.GetValue<string>(), endpoint["events"]!.ToJsonString()));
        }

        await all.KillSiloAsync(0);
        await ToldAsync(receiver, await CompleteAsync(all, first: 1));
        all.StartSilo(0);
        await all.KillSiloAsync(1);
        var room = await CompleteAsync(all, first: 0);
        await ToldAsync(receiver, room);
        all.StartSilo(1);

        await all.PageAsync(1, room, _ => true);
        await all.PageAsync(0, room, _ => true); // a test that was taken and not answered would be sent twice
        for (var n = 0; n < 3; n++)
            await all.AskAsync(n % 2, HttpMethod.Post, $"/api/webhooks/{id}/test").JsonAsync(HttpStatusCode.Accepted);
        var deliveries = await PagesAsync(all, $"/api/webhooks/{id}/deliveries?limit=3", "deliveries", "id");
        Assert.Equal((7, 7), (deliveries.Count, deliveries.Distinct().Count())); // two calls' pairs and three tests
        var first = receiver.All[0].EventId;
        var before = receiver.All.Count(r => r.EventId == first);
        await all.AskAsync(1, HttpMethod.Post, $"/api/webhooks/{id}/deliveries/{deliveries[^1]}/send").JsonAsync(HttpStatusCode.Accepted);
        await receiver.WhenAsync(told => told.Count(r => r.EventId == first) > before);

        Assert.Equal(HttpStatusCode.NoContent, await all.AskAsync(1, HttpMethod.Delete, $"/api/webhooks/{id}").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await all.AskAsync(0, HttpMethod.Get, $"/api/webhooks/{id}").StatusAsync());
    }

    [Fact]
    public async Task Endpoints_RegisteredByBothFrontsAtOnce_AreNoMoreThanOneFrontGives()
    {
        await using var all = await StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(n =>
            all.AskAsync(n % 2, HttpMethod.Post, "/api/webhooks", new JsonObject { ["url"] = "https://hooks.example.com/" }).StatusAsync()));

        Assert.Equal((10, 14), (answers.Count(a => a is HttpStatusCode.Created), answers.Count(a => a is HttpStatusCode.TooManyRequests)));
        Assert.Equal(10, (await all.AskAsync(0, HttpMethod.Get, "/api/webhooks").JsonAsync())["webhooks"]!.AsArray().Count);
    }

    private async Task<SiloProcesses> StartAsync(params (string, string?)[] more)
    {
        using var authority = new CertificateAuthority();
        return await SiloProcesses.StartAsync(
            await postgres.CreateDatabaseAsync(Cancellation), [.. more, .. authority.Settings(), ("Calls:TimeScale", "0.2")]);
    }

    // A whole call, each of whose requests goes to the other front than the one before.
    private static async Task<string> CompleteAsync(SiloProcesses all, int first)
    {
        var other = 1 - first;
        var started = await all.AskAsync(first, HttpMethod.Post, "/api/fred/call", headers: ("Idempotency-Key", $"{Guid.NewGuid()}")).JsonAsync();
        var room = started["room"]!.GetValue<string>();
        var token = (await all.AskAsync(other, HttpMethod.Post, $"/api/calls/{room}/token").JsonAsync())["token"]!.GetValue<string>();
        var founder = (await all.InSandboxAsync(HttpMethod.Post, "/participants", new JsonObject { ["token"] = token, ["publishAudio"] = true }, HttpStatusCode.Created))["identity"]!.GetValue<string>();
        await all.InSandboxAsync(
            HttpMethod.Post, $"/rooms/{room}/participants/{founder}/speech", new JsonObject { ["text"] = Said, ["durationMs"] = 1500 }, HttpStatusCode.Accepted);
        await all.AskAsync(first, HttpMethod.Post, $"/api/calls/{room}/transcript", Segments(), user: null).JsonAsync();
        await all.PageAsync(other, room, p => p["recording"]!["state"]!.GetValue<string>() is "active");
        await all.AskAsync(first, HttpMethod.Post, "/api/fred/call/summary", new JsonObject
        {
            ["roomName"] = room,
            ["callType"] = "on-demand",
            ["durationSeconds"] = 5,
            ["transcript"] = new JsonArray(new JsonObject { ["speaker"] = "user", ["text"] = Said }),
        }).JsonAsync();
        await all.AskAsync(other, HttpMethod.Post, $"/api/calls/{room}/end").JsonAsync(HttpStatusCode.Accepted);
        await all.PageAsync(first, room, p => p["complete"]!.GetValue<bool>());
        return room;
    }

    private static async Task SameByBothAsync(SiloProcesses all, string room)
    {
        var byFront = new List<string>();
        foreach (var front in new[] { 0, 1 })
        {
            var page = await all.PageAsync(front, room, p => p["timeline"] is not null); // left out while the tables are slow
            var found = Assert.Single((await all.AskAsync(front, HttpMethod.Get, "/api/calls?text=heliotrope%20list").JsonAsync())["calls"]!.AsArray())!;
            Assert.Equal((room, Said), (found["room"]!.GetValue<string>(), found["snippet"]!["text"]!.GetValue<string>()));
            var subtitles = await all.AskAsync(front, HttpMethod.Get, $"/api/calls/{room}/transcript?format=vtt");
            var text = await subtitles.Content.ReadAsStringAsync(Cancellation);
            Assert.Contains(Said, text, StringComparison.Ordinal);
            var link = await all.AskAsync(front, HttpMethod.Get, $"/api/calls/{room}/recording").JsonAsync();
            Assert.Equal(page["recording"]!["sizeBytes"]!.GetValue<long>(), (await all.DownloadAsync(link["url"]!.GetValue<string>())).LongLength);
            byFront.Add(page.ToJsonString() + found.ToJsonString() + text);
        }

        Assert.Equal(byFront[0], byFront[1]);
    }

    // A silo that dies after it sent and before it noted so is followed by one that sends again: each event at least once, in order.
    private static async Task ToldAsync(WebhookReceiver receiver, string room)
    {
        var received = await receiver.WhenAsync(told => told.Any(r => Is(r, "call.completed")));
        Assert.Equal(["call.started", "call.completed"], received.Where(r => r.Body.Contains(room, StringComparison.Ordinal)).DistinctBy(r => r.EventId).Select(r => JsonNode.Parse(r.Body)!["type"]!.GetValue<string>()));

        bool Is(WebhookReceiver.Received request, string type) =>
            JsonNode.Parse(request.Body) is { } told && told["type"]!.GetValue<string>() == type && told["data"]!["room"]?.GetValue<string>() == room;
    }

    private static async Task<List<string>> PagesAsync(SiloProcesses all, string path, string list, string name)
    {
        var seen = new List<string>();
        string? cursor = null;
        var front = 0;
        do
        {
            var page = await all.AskAsync(front++ % 2, HttpMethod.Get, path + (cursor is null ? "" : $"&cursor={cursor}")).JsonAsync();
            seen.AddRange(page[list]!.AsArray().Select(i => i![name]!.GetValue<string>()));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        return seen;
    }

    private static async Task<string> RegisterAsync(SiloProcesses all, int front, string url, string user) =>
        (await all.AskAsync(front, HttpMethod.Post, "/api/webhooks", new JsonObject { ["url"] = url }, user).JsonAsync(HttpStatusCode.Created))["id"]!.GetValue<string>();

    private static async Task<JsonNode> ErasedAsync(SiloProcesses all, int front, string room)
    {
        for (var left = 10; ; left--)
        {
            using var answer = await all.AskAsync(front, HttpMethod.Delete, $"/api/calls/{room}"); // which waits for seconds
            if (answer.StatusCode is HttpStatusCode.OK)
                return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
            Assert.True(left > 0 && answer.StatusCode is HttpStatusCode.Accepted, $"{answer.StatusCode}");
        }
    }

    private static async Task<int> ObjectsAsync(S3Server bucket, string room)
    {
        using var client = bucket.CreateClient();
        var listed = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket.Bucket }, Cancellation);
        return (listed.S3Objects ?? []).Count(o => o.Key.Contains(room, StringComparison.Ordinal));
    }

    private static JsonArray Segments() =>
        [new JsonObject { ["id"] = "1", ["speaker"] = "user", ["text"] = Said, ["startedAt"] = "2026-01-01T00:00:01Z", ["final"] = true }];
}
