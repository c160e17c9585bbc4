using OrleansCalls.LiveKit.Sandbox.Webhooks;
using OrleansCalls.Sandbox.Tests.Hosting;

namespace OrleansCalls.Sandbox.Tests.Webhooks;

public sealed class WebhookQueueTests
{
    private static readonly object Create = new { roomCreate = true };

    [Fact]
    public void TryAdd_FullQueue_RefusesTheNext()
    {
        var queue = new WebhookQueue();
        for (var i = 0; i < 200; i++)
            Assert.True(queue.TryAdd(Made(i)));

        Assert.False(queue.TryAdd(Made(200)));
        Assert.True(queue.TryTake(out var first));
        Assert.Equal("0", first.Id);
        Assert.True(queue.TryAdd(Made(201)));
    }

    [Fact]
    public async Task Publish_ReceiverHangsOnOneRoom_OtherRoomsGoOn()
    {
        var release = new TaskCompletionSource();
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answer = async hook =>
        {
            if (hook.Body.Contains("\"slow\"", StringComparison.Ordinal))
                await release.Task;

            return 200;
        };
        await using var sandbox = await TestSandbox.StartAsync(options => options with { WebhookUrls = [receiver.Url] });
        await MakeAndDeleteAsync(sandbox, "slow");
        await MakeAndDeleteAsync(sandbox, "quick");

        var hooks = await receiver.WaitForAsync(hooks => hooks.Any(hook => hook is { Event: "room_finished" }));
        Assert.Equal(["slow room_started"], Names(hooks, "slow"));
        Assert.Equal(["quick room_started", "quick room_finished"], Names(hooks, "quick"));

        release.SetResult();
        hooks = await receiver.WaitForAsync(hooks => hooks.Count == 4);
        Assert.Equal(["slow room_started", "slow room_finished"], Names(hooks, "slow"));
    }

    [Fact]
    public async Task Publish_TwoReceivers_BothGetTheEventWithOneId()
    {
        await using var one = await HookReceiver.StartAsync();
        await using var two = await HookReceiver.StartAsync();
        await using var sandbox = await TestSandbox.StartAsync(options => options with { WebhookUrls = [one.Url, two.Url] });
        await sandbox.RpcAsync("RoomService/CreateRoom", new { name = "call" }, Create);

        var first = await one.WaitForAsync(hooks => hooks.Count == 1);
        var second = await two.WaitForAsync(hooks => hooks.Count == 1);
        Assert.Equal(first[0], second[0]);
    }

    private static async Task MakeAndDeleteAsync(TestSandbox sandbox, string room)
    {
        await sandbox.RpcAsync("RoomService/CreateRoom", new { name = room }, Create);
        await sandbox.RpcAsync("RoomService/DeleteRoom", new { room }, Create);
    }

    private static IEnumerable<string> Names(IEnumerable<HookReceiver.Hook> hooks, string room) =>
        hooks.Select(hook => $"{hook.Json.GetProperty("room").GetProperty("name")} {hook.Event}").Where(name => name.StartsWith(room, StringComparison.Ordinal));

    private static Webhook Made(int id) => new($"{id}", "room_started", ReadOnlyMemory<byte>.Empty, "", DateTimeOffset.UnixEpoch);
}
