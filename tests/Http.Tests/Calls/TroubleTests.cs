using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Calls;

/// <summary>What callers see while LiveKit or S3 is not as it should be.</summary>
public sealed class TroubleTests(PostgresFixture postgres, S3Fixture s3)
{
    [Fact]
    public async Task Start_WithLiveKitDown_Is502Within15SecondsAndLeavesNothing()
    {
        await using var stack = await CallStack.StartAsync(postgres, s3, ("LIVEKIT_URL", "ws://127.0.0.1:9"));

        await AssertNotStartedAsync(stack);
    }

    [Fact]
    public async Task Start_WithLiveKitAnswering503ToAll_Is502Within15SecondsAndLeavesNothing()
    {
        await using var stack = await CallStack.StartAsync(postgres, s3);
        await stack.FaultAsync("*", status: 503);

        await AssertNotStartedAsync(stack);
        await stack.InSandboxAsync(HttpMethod.Delete, "/faults");
        Assert.Equal(HttpStatusCode.OK, await StartAsync(stack, "k").StatusAsync()); // the key is free again
    }

    [Fact]
    public async Task Start_WithTheSecretRefused_Is502()
    {
        await using var stack = await CallStack.StartAsync(postgres, s3, ("LIVEKIT_API_SECRET", "a-secret-that-livekit-does-not-know-at-all"));

        await AssertNotStartedAsync(stack);
    }

    [Fact]
    public async Task Start_WithASlowRecorder_IsAnsweredInAboutTwoSecondsAndFromTheSixthAtOnce()
    {
        await using var stack = await CallStack.StartAsync(postgres, s3);
        await stack.FaultAsync("StartRoomCompositeEgress", delayMs: 60_000);
        var clock = Stopwatch.StartNew();

        var call = await StartAsync(stack).JsonAsync();
        Assert.Null(call["egressId"]);
        Assert.InRange(clock.Elapsed.TotalSeconds, 1.9, 4);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StartAsync(stack).JsonAsync()));
        clock.Restart();
        await StartAsync(stack).JsonAsync();
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 1.5);
    }

    [Fact]
    public async Task Start_WithTheRecorderRefused_IsAnsweredAll_TheSame()
    {
        await using var stack = await CallStack.StartAsync(postgres, s3);
        await stack.FaultAsync("StartRoomCompositeEgress", status: 503);

        var call = await StartAsync(stack).JsonAsync();

        Assert.Null(call["egressId"]);
    }

    [Fact]
    public async Task Start_WithoutABucket_SkipsTheRecordingAndDoesNotWait()
    {
        await using var stack = await CallStack.StartAsync(
            postgres,
            s3,
            ("RECORDING_S3_ACCESS_KEY", null),
            ("RECORDING_S3_SECRET", null),
            ("RECORDING_S3_BUCKET", null),
            ("RECORDING_S3_REGION", null),
            ("RECORDING_S3_ENDPOINT", null));

        var call = await StartAsync(stack).JsonAsync();
        var page = await stack.GetAsync($"/api/calls/{call["room"]!.GetValue<string>()}").JsonAsync();

        Assert.Null(call["egressId"]);
        Assert.Equal("skipped", page["recording"]!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Summary_BeforeAnyWebhook_ComesToTheSameEnd()
    {
        await using var stack = await CallStack.StartAsync(postgres, s3);
        using var dropped = await stack.InSandboxAsync(
            HttpMethod.Put, "/faults", new JsonObject { ["webhooks"] = new JsonArray(new JsonObject { ["kind"] = "drop" }) });
        dropped.EnsureSuccessStatusCode();
        var room = (await StartAsync(stack).JsonAsync())["room"]!.GetValue<string>();

        var answer = await stack.PostAsync("/api/fred/call/summary", new JsonObject
        {
            ["roomName"] = room,
            ["callType"] = "on-demand",
            ["durationSeconds"] = 63,
            ["transcript"] = new JsonArray(new JsonObject { ["speaker"] = "user", ["text"] = "Let us talk about pricing." }),
        }).JsonAsync();
        await stack.PostAsync($"/api/calls/{room}/end").JsonAsync(HttpStatusCode.Accepted);
        var page = await stack.PageAsync(room, p => p["phase"]!.GetValue<string>() is "summary_saved");

        Assert.Equal("completed", page["status"]!.GetValue<string>());
        Assert.Equal(answer["summary"]!.GetValue<string>(), page["summary"]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task Everything_WithPostgresAway_Is503AndNothingAcknowledgedIsLost()
    {
        await using var server = await PostgresFixture.StartOwnAsync(TestContext.Current.CancellationToken);
        var database = await server.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var stack = await CallStack.StartAsync(postgres, s3, ("DATABASE_URL", database.Url));
        var room = (await StartAsync(stack).JsonAsync())["room"]!.GetValue<string>();

        await server.KillAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StartAsync(stack).StatusAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StartAsync(stack, "k").StatusAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await stack.GetAsync("/api/calls").StatusAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await stack.GetAsync("/api/calls/ana_fred-call_1").StatusAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await stack.AsAgentAsync(
            HttpMethod.Post, $"/api/calls/{room}/transcript", Segment()).StatusAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await stack.GetAsync("/health/ready", null).StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await stack.GetAsync("/health/live", null).StatusAsync());

        await server.StartAgainAsync(TestContext.Current.CancellationToken);
        Assert.NotEmpty((await stack.GetAsync($"/api/calls/{room}").JsonAsync())["timeline"]!.AsArray());
        Assert.Equal(HttpStatusCode.OK, await stack.AsAgentAsync(
            HttpMethod.Post, $"/api/calls/{room}/transcript", Segment()).StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await StartAsync(stack, "k").StatusAsync());
    }

    private static JsonArray Segment() =>
    [
        new JsonObject { ["id"] = "1", ["speaker"] = "user", ["text"] = "Hi", ["startedAt"] = "2026-01-01T00:00:01Z", ["final"] = true },
    ];

    private static Task<HttpResponseMessage> StartAsync(CallStack stack, string? key = null) =>
        stack.SendAsync(HttpMethod.Post, "/api/fred/call", null, "ana", key is null ? [] : [("Idempotency-Key", key)]);

    private static async Task AssertNotStartedAsync(CallStack stack)
    {
        var clock = Stopwatch.StartNew();
        var answer = await StartAsync(stack, "k").JsonAsync(HttpStatusCode.BadGateway);

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 15);
        var error = answer["error"]!.GetValue<string>();
        Assert.NotEmpty(error);
        Assert.DoesNotMatch(@"Exception| at |://|\S:\d", error); // neither what was thrown and where, nor a host with its port
        Assert.Empty((await stack.GetAsync("/api/calls").JsonAsync())["calls"]!.AsArray());
    }
}
