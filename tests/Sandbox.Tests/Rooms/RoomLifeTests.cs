using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.LiveKit.Sandbox.Rooms;
using OrleansCalls.Sandbox.Tests.Hosting;

namespace OrleansCalls.Sandbox.Tests.Rooms;

public sealed class RoomLifeTests
{
    private static readonly object Create = new { roomCreate = true };

    [Fact]
    public async Task Room_LastHumanGoneForLong_ClosesByItself()
    {
        var clock = TestSandbox.StoppedClock();
        await using var receiver = await HookReceiver.StartAsync();
        await using var sandbox = await TestSandbox.StartAsync(options => options with { WebhookUrls = [receiver.Url] }, clock);
        await sandbox.JoinAsync("call", "ana");
        await sandbox.ControlAsync(HttpMethod.Delete, "/rooms/call/participants/ana");

        clock.Advance(TimeSpan.FromSeconds(20));

        var hooks = await receiver.WaitForAsync(hooks => hooks.Any(hook => hook.Event == "room_finished"));
        Assert.Equal(["room_started", "participant_joined", "participant_left", "room_finished"], hooks.Select(hook => hook.Event));
        Assert.Equal("CLIENT_INITIATED", hooks[2].Json.GetProperty("participant").GetProperty("disconnectReason").GetString());
        Assert.Equal("DISCONNECTED", hooks[2].Json.GetProperty("participant").GetProperty("state").GetString());
        Assert.True(hooks[3].Json.GetProperty("room").TryGetProperty("turnPassword", out _));
    }

    [Fact]
    public async Task Room_MadeAgain_HasAnotherSidAndTheNewSettings()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var first = await sandbox.RpcAsync("RoomService/CreateRoom", new { name = "call", metadata = "1" }, Create);
        var repeated = await sandbox.RpcAsync("RoomService/CreateRoom", new { name = "call", metadata = "2" }, Create);
        await sandbox.RpcAsync("RoomService/DeleteRoom", new { room = "call" }, Create);
        var second = await sandbox.RpcAsync("RoomService/CreateRoom", new { name = "call", metadata = "3" }, Create);

        Assert.Equal(first.Json.GetProperty("sid").GetString(), repeated.Json.GetProperty("sid").GetString());
        Assert.Equal("1", repeated.Json.GetProperty("metadata").GetString());
        Assert.NotEqual(first.Json.GetProperty("sid").GetString(), second.Json.GetProperty("sid").GetString());
        Assert.Equal("3", second.Json.GetProperty("metadata").GetString());
    }

    [Fact]
    public async Task Join_SameIdentityAgain_KicksTheEarlierOne()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var sandbox = await TestSandbox.StartAsync(options => options with { WebhookUrls = [receiver.Url] });
        var first = await sandbox.JoinAsync("call", "ana", publishAudio: true);
        var second = await sandbox.JoinAsync("call", "ana");

        Assert.NotEqual(first.Json.GetProperty("participantSid").GetString(), second.Json.GetProperty("participantSid").GetString());
        var hooks = await receiver.WaitForAsync(hooks => hooks.Count == 6);
        Assert.Equal(
            ["room_started", "participant_joined", "track_published", "track_unpublished", "participant_left", "participant_joined"],
            hooks.Select(hook => hook.Event));
        var left = hooks[4].Json.GetProperty("participant");
        Assert.Equal("DUPLICATE_IDENTITY", left.GetProperty("disconnectReason").GetString());
        Assert.Equal(first.Json.GetProperty("participantSid").GetString(), left.GetProperty("sid").GetString());
    }

    [Fact]
    public async Task Join_FullRoom_IsRefusedAndAgentsDoNotCount()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.RpcAsync("RoomService/CreateRoom", new { name = "call", max_participants = 1 }, Create);
        await sandbox.ControlAsync(HttpMethod.Post, "/rooms/call/agents", new { agentName = "fred" });

        Assert.Equal(HttpStatusCode.Created, (await sandbox.JoinAsync("call", "ana")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await sandbox.JoinAsync("call", "bob")).Status);
        Assert.Equal(HttpStatusCode.Created, (await sandbox.JoinAsync("call", "ana")).Status);
    }

    [Fact]
    public async Task Join_TokenThatMayNot_IsRefused()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        foreach (var video in new object?[] { null, new { room = "call" }, new { roomJoin = true } })
        {
            var answer = await sandbox.ControlAsync(HttpMethod.Post, "/participants", new { token = sandbox.Token(video, "ana") });
            Assert.Equal((HttpStatusCode.Unauthorized, "permissions denied"), (answer.Status, answer.Text));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.ControlAsync(HttpMethod.Get, "/rooms/call")).Status);
    }

    [Fact]
    public async Task Join_RoomConfigInTheToken_MakesTheRoom()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var token = sandbox.Token(new { roomJoin = true, room = "call" }, "ana", good => good with { RoomConfig = new { departureTimeout = 3, metadata = "m" } });
        await sandbox.ControlAsync(HttpMethod.Post, "/participants", new { token });

        var room = (await sandbox.RoomAsync("call")).GetProperty("room");
        Assert.Equal(3, room.GetProperty("departureTimeout").GetInt32());
        Assert.Equal("m", room.GetProperty("metadata").GetString());
    }

    [Fact]
    public async Task Publish_TokenThatMayNot_IsRefused()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var token = sandbox.Token(new { roomJoin = true, room = "call", canPublish = false }, "ana");
        await sandbox.ControlAsync(HttpMethod.Post, "/participants", new { token });

        Assert.Equal(HttpStatusCode.Conflict, (await sandbox.ControlAsync(HttpMethod.Post, "/rooms/call/participants/ana/tracks")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await sandbox.ControlAsync(HttpMethod.Post, "/rooms/call/participants/ana/speech", new { text = "x" })).Status);
    }

    [Fact]
    public async Task Participants_ManyAtOnce_AllJoinAndLeave()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => sandbox.JoinAsync("call", $"who-{i}", publishAudio: true)));
        Assert.Equal(50, (await sandbox.RoomAsync("call")).GetProperty("participants").GetArrayLength());

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => sandbox.ControlAsync(HttpMethod.Delete, $"/rooms/call/participants/who-{i}")));
        Assert.Equal(0, (await sandbox.RoomAsync("call")).GetProperty("participants").GetArrayLength());
        Assert.False(sandbox.Services.GetRequiredService<RoomDirectory>().Find("call")!.IsClosed);
    }
}
