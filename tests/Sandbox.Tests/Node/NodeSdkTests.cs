using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansCalls.LiveKit;
using OrleansCalls.LiveKit.Sandbox;
using OrleansCalls.LiveKit.Tokens;
using OrleansCalls.Sandbox.Tests.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Sandbox.Tests.Node;

/// <summary>LiveKit's official Node SDK examines the sandbox.</summary>
public sealed class NodeSdkTests(NodeScripts examiner, S3Fixture s3)
{
    [Theory]
    [InlineData("rooms.mjs")]
    [InlineData("dispatches.mjs")]
    public async Task NodeSdk_DrivesTheSandbox_FindsLiveKit(string script)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await examiner.RunAsync(script, sandbox.Environment);
    }

    [Fact]
    public async Task NodeSdk_RecordsARoom_FindsLiveKit()
    {
        var store = await s3.ServerAsync();
        await using var sandbox = await TestSandbox.StartAsync();
        await examiner.RunAsync("egress.mjs", new Dictionary<string, string>(sandbox.Environment)
        {
            ["S3_ENDPOINT"] = store.Endpoint,
            ["S3_ACCESS_KEY"] = store.AccessKey,
            ["S3_SECRET"] = store.Secret,
            ["S3_REGION"] = store.Region,
            ["S3_BUCKET"] = store.Bucket,
        });
    }

    [Fact]
    public async Task NodeSdk_ReceivesWebhooks_AcceptsEachSignature()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var sandbox = await TestSandbox.StartAsync(options => options with { WebhookUrls = [receiver.Url] });
        await sandbox.JoinAsync("call", "ana", publishAudio: true);
        await sandbox.RpcAsync("RoomService/DeleteRoom", new { room = "call" }, new { roomCreate = true });
        var hooks = await receiver.WaitForAsync(hooks => hooks.Any(hook => hook.Event == "room_finished"));

        var input = JsonSerializer.Serialize(hooks.Select(hook => new { body = hook.Body, authorization = hook.Authorization }));
        var seen = await examiner.RunAsync("webhooks.mjs", sandbox.Environment, input);

        Assert.Equal(
            ["room_started", "participant_joined", "track_published", "track_unpublished", "participant_left", "room_finished"],
            seen.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task NodeSdk_VerifiesOurAccessToken_FindsWhatWasGranted()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var options = new LiveKitOptions
        {
            ServerUrl = new Uri("ws://127.0.0.1:1"),
            ApiKey = sandbox.Environment["LIVEKIT_API_KEY"],
            ApiSecret = sandbox.Environment["LIVEKIT_API_SECRET"],
        };
        var token = new AccessTokens(options, TimeProvider.System).ForParticipant("ana|ü", "Ana", "ana_fred-call_1", TimeSpan.FromMinutes(15));

        var found = await examiner.RunAsync("tokens.mjs", sandbox.Environment, JsonSerializer.Serialize(new[] { token }));

        var expected = new JsonObject
        {
            ["sub"] = "ana|ü",
            ["name"] = "Ana",
            ["iss"] = options.ApiKey,
            ["lasts"] = true,
            ["video"] = new JsonObject
            {
                ["room"] = "ana_fred-call_1",
                ["roomJoin"] = true,
                ["canPublish"] = true,
                ["canPublishData"] = true,
                ["canSubscribe"] = true,
            },
        };
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(found)), found);
    }
}
