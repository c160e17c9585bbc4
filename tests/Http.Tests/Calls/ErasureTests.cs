using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.S3.Model;
using OrleansCalls.DevStack.Postgres;
using OrleansCalls.DevStack.S3;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Calls;

/// <summary>Erasure as callers see it, and what a look into the database and the bucket finds afterwards.</summary>
public sealed class ErasureTests(PostgresFixture postgres, S3Fixture s3)
{
    private const string Said = "My heliotrope marzipan is melting.";
    private const string Name = "Zaphod Beeblebrox";

    // An erased call is watched for three seconds; all else is as ever.
    private static readonly CallTimings s_timings = new()
    {
        QuietPeriod = TimeSpan.FromSeconds(0.5),
        ErasureWatch = TimeSpan.FromSeconds(3),
        Erasing = Backoff.Every(TimeSpan.FromSeconds(0.3)),
    };

    private readonly string _user = $"zaphod-{Guid.NewGuid():N}";

    private static void Hurry(IServiceCollection parts) => parts.AddSingleton(s_timings);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_Erased_LeavesNoTraceInDatabaseOrBucket()
    {
        await using var stack = await CallStack.StartAsync(Hurry, postgres, s3);
        var bucket = await s3.ServerAsync();
        var room = await CompleteAsync(stack);
        string[] traces = ["heliotrope", "marzipan", "Beeblebrox", _user];
        await HoldAsync(stack, bucket, room, traces);

        var report = await EraseAsync(stack, room).JsonAsync();

        Assert.Equal((room, "erased"), (report["room"]!.GetValue<string>(), report["state"]!.GetValue<string>()));
        Assert.NotNull(report["erasedAt"]);
        var removed = report["removed"]!.AsObject();
        Assert.Equal(
            """{"recordingObjects":2,"segments":1,"transcripts":1,"rows":1,"memories":1,"events":0}""",
            new JsonObject(removed.Where(r => r.Key is not ("timelineEntries" or "changes")).Select(r => KeyValuePair.Create(r.Key, r.Value?.DeepClone()))).ToJsonString());
        Assert.True(removed["timelineEntries"]!.GetValue<int>() > 9 && removed["changes"]!.GetValue<int>() > 3);
        await IsGoneAsync(stack, room);
        Assert.Equal(report.ToJsonString(), (await EraseAsync(stack, room).JsonAsync()).ToJsonString());
        Assert.Equal(HttpStatusCode.NotFound, await EraseAsync(stack, room, "eve").StatusAsync());

        await ForgottenAsync(stack, room);
        var dump = await DumpAsync(stack);
        Assert.All(traces, trace => Assert.DoesNotContain(trace, dump, StringComparison.OrdinalIgnoreCase));
        Assert.All(await ObjectsAsync(bucket), text => Assert.All(traces, trace => Assert.DoesNotContain(trace, text, StringComparison.OrdinalIgnoreCase)));
        await IsGoneAsync(stack, room);
        Assert.Equal(HttpStatusCode.NotFound, await EraseAsync(stack, room).StatusAsync()); // the same as for a call that never was
    }

    [Fact]
    public async Task LiveCall_Erased_IsEndedAndGone()
    {
        await using var stack = await CallStack.StartAsync(Hurry, postgres, s3);
        var room = await SpeakAsync(stack);

        using var answer = await EraseAsync(stack, room);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, $"{answer.StatusCode}");

        await IsGoneAsync(stack, room);
        Assert.Null((await stack.InSandboxAsync(HttpMethod.Get, $"/rooms/{room}").JsonAsync())["room"]);
        var report = await ErasedAsync(stack, room);
        Assert.Equal(2, report["removed"]!["recordingObjects"]!.GetValue<int>());
        await ForgottenAsync(stack, room);
    }

    [Fact]
    public async Task Recorder_ThatUploadsLate_IsWaitedFor()
    {
        await using var stack = await CallStack.StartAsync(Hurry, postgres, s3);
        var fault = new JsonObject { ["kind"] = "lateUpload", ["afterMs"] = 30_000 };
        using var faulty = await stack.InSandboxAsync(HttpMethod.Put, "/faults", new JsonObject { ["egress"] = new JsonArray(fault) });
        var room = await SpeakAsync(stack);
        await stack.PostAsync($"/api/calls/{room}/end", user: _user).JsonAsync(HttpStatusCode.Accepted);
        await stack.PageAsync(room, _user, p => p["endedAt"] is not null);

        var report = await EraseAsync(stack, room).JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal("erasing", report["state"]!.GetValue<string>());
        Assert.NotNull(report["erasedAt"]); // of the database it is

        report = await ErasedAsync(stack, room);
        Assert.Equal(2, report["removed"]!["recordingObjects"]!.GetValue<int>());
        Assert.DoesNotContain(await ObjectsAsync(await s3.ServerAsync()), text => text.Contains(_user, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_OfAnotherUser_IsNotErased()
    {
        await using var stack = await CallStack.StartAsync(Hurry, postgres, s3);
        var room = await CompleteAsync(stack);
        var before = await stack.PageAsync(room, _user, _ => true);

        Assert.Equal(HttpStatusCode.NotFound, await EraseAsync(stack, room, "eve").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await EraseAsync(stack, "zaphod_fred-call_1").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await EraseAsync(stack, "020235").StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await stack.AsAgentAsync(HttpMethod.Delete, $"/api/calls/{room}").StatusAsync());

        Assert.Equal(before.ToJsonString(), (await stack.PageAsync(room, _user, _ => true)).ToJsonString());
    }

    [Fact]
    public async Task Bucket_AwayAndTheSiloGone_AnotherSiloFinishes()
    {
        await using var bucket = await S3Fixture.StartOwnAsync(Cancellation);
        string room, database;
        await using (var stack = await CallStack.StartAsync(Hurry, postgres, bucket))
        {
            database = stack.Owner;
            room = await CompleteAsync(stack);
            await bucket.StopAsync();
            var report = await EraseAsync(stack, room).JsonAsync(HttpStatusCode.Accepted);
            Assert.Equal(("erasing", 1), (report["state"]!.GetValue<string>(), report["removed"]!["rows"]!.GetValue<int>()));
        }

        await bucket.StartAgainAsync(Cancellation);
        await using var another = await CallStack.StartAsync(Hurry, postgres, bucket, ("DATABASE_URL", database));
        var erased = await ErasedAsync(another, room);
        Assert.Equal((1, 2), (erased["removed"]!["rows"]!.GetValue<int>(), erased["removed"]!["recordingObjects"]!.GetValue<int>()));
        Assert.Empty(await ObjectsAsync(bucket));
        await ForgottenAsync(another, room);
    }

    // A call in progress: the founder speaks, and the agent's worker has sent what was said.
    private async Task<string> SpeakAsync(CallStack stack)
    {
        var started = await StartAsync(stack).JsonAsync();
        var room = started["room"]!.GetValue<string>();
        var joined = await stack.InSandboxAsync(
            HttpMethod.Post, "/participants", new JsonObject { ["token"] = started["token"]!.GetValue<string>(), ["publishAudio"] = true }).JsonAsync(HttpStatusCode.Created);
        await stack.InSandboxAsync(
            HttpMethod.Post, $"/rooms/{room}/participants/{joined["identity"]!.GetValue<string>()}/speech",
            new JsonObject { ["text"] = Said, ["durationMs"] = 1000 }).JsonAsync(HttpStatusCode.Accepted);
        await stack.AsAgentAsync(HttpMethod.Post, $"/api/calls/{room}/transcript", Segment()).JsonAsync();
        await stack.PageAsync(room, _user, p => p["recording"]!["state"]!.GetValue<string>() is "active");
        return room;
    }

    private async Task<string> CompleteAsync(CallStack stack)
    {
        var room = await SpeakAsync(stack);
        await stack.PostAsync("/api/fred/call/summary", Summary(room), _user).JsonAsync();
        await stack.PostAsync($"/api/calls/{room}/end", user: _user).JsonAsync(HttpStatusCode.Accepted);
        await stack.PageAsync(
            room, _user, p => p["phase"]!.GetValue<string>() is "summary_saved" && p["recording"]!["state"]!.GetValue<string>() is "ready");
        return room;
    }

    private async Task IsGoneAsync(CallStack stack, string room)
    {
        foreach (var path in new[] { "", "/transcript", "/recording", "/events" })
            Assert.Equal(HttpStatusCode.NotFound, await stack.GetAsync($"/api/calls/{room}{path}", _user).StatusAsync());
        foreach (var path in new[] { "/token", "/end", "/summary" })
            Assert.Equal(HttpStatusCode.NotFound, await stack.PostAsync($"/api/calls/{room}{path}", user: _user).StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await stack.PostAsync($"/api/calls/{room}/transcript", Segment(), _user).StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await stack.AsAgentAsync(HttpMethod.Post, $"/api/calls/{room}/transcript", Segment()).StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await stack.PostAsync("/api/fred/call/summary", Summary(room), _user).StatusAsync());
        Assert.Equal(HttpStatusCode.Conflict, await StartAsync(stack).StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await HookAsync(stack, room));
        Assert.Empty((await stack.GetAsync("/api/calls", _user).JsonAsync())["calls"]!.AsArray());
    }

    private static async Task HoldAsync(CallStack stack, S3Server bucket, string room, string[] traces)
    {
        var dump = await DumpAsync(stack);
        Assert.All(traces, trace => Assert.Contains(trace, dump, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(2, (await ObjectsAsync(bucket)).Count(text => text.Contains(room, StringComparison.Ordinal)));
    }

    // Under a key of its own, which is remembered for a day.
    private Task<HttpResponseMessage> StartAsync(CallStack stack) => stack.SendAsync(
        HttpMethod.Post, "/api/fred/call", new JsonObject { ["participantName"] = Name }, _user, ("Idempotency-Key", "my first"));

    private Task<HttpResponseMessage> EraseAsync(CallStack stack, string room, string? user = null) =>
        stack.SendAsync(HttpMethod.Delete, $"/api/calls/{room}", user: user ?? _user);

    private async Task<JsonNode> ErasedAsync(CallStack stack, string room)
    {
        for (var left = 30; ; left--)
        {
            using var answer = await EraseAsync(stack, room);
            if (answer.StatusCode is HttpStatusCode.OK)
                return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
            Assert.True(left > 0 && answer.StatusCode is HttpStatusCode.Accepted, $"{answer.StatusCode}");
        }
    }

    // The tombstone alone is left: nothing names the room any more.
    private static async Task ForgottenAsync(CallStack stack, string room)
    {
        for (var left = 100; (await DumpAsync(stack)).Contains(room, StringComparison.Ordinal); left--)
        {
            Assert.True(left > 0, "The call is not forgotten");
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Cancellation);
        }
    }

    private static Task<string> DumpAsync(CallStack stack) => PostgresDump.ReadAsync(stack.Owner, Cancellation);

    /// <summary>Every object of the bucket: its key, and its bytes as Latin-1.</summary>
    private static async Task<IReadOnlyList<string>> ObjectsAsync(S3Server server)
    {
        using var client = server.CreateClient();
        var listed = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = server.Bucket }, Cancellation);
        var texts = new List<string>();
        foreach (var key in (listed.S3Objects ?? []).Select(o => o.Key))
        {
            using var found = await client.GetObjectAsync(server.Bucket, key, Cancellation);
            using var reader = new StreamReader(found.ResponseStream, Encoding.Latin1);
            texts.Add($"{key}\n{await reader.ReadToEndAsync(Cancellation)}");
        }

        return texts;
    }

    private static async Task<HttpStatusCode> HookAsync(CallStack stack, string room)
    {
        var body = $$$"""{"event":"room_finished","room":{"sid":"RM_late","name":"{{{room}}}"},"id":"EV_late","createdAt":"1767225600"}""";
        using var http = new HttpClient(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stack.Api, "/api/livekit/webhook"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/webhook+json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", TestTokens.ForWebhook(Encoding.UTF8.GetBytes(body)));
        return await http.SendAsync(request, Cancellation).StatusAsync();
    }

    private static JsonArray Segment() =>
        [new JsonObject { ["id"] = "1", ["speaker"] = "user", ["text"] = Said, ["startedAt"] = "2026-01-01T00:00:01Z", ["final"] = true }];

    private static JsonObject Summary(string room) => new()
    {
        ["roomName"] = room,
        ["callType"] = "on-demand",
        ["durationSeconds"] = 5,
        ["transcript"] = new JsonArray(new JsonObject { ["speaker"] = "user", ["text"] = Said }),
    };
}
