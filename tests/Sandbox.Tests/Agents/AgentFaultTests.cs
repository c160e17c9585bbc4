using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using OrleansCalls.Sandbox.Tests.Hosting;

namespace OrleansCalls.Sandbox.Tests.Agents;

public sealed class AgentFaultTests
{
    private static readonly object Admin = new { roomAdmin = true, roomCreate = true, room = "call" };

    [Fact]
    public async Task NeverJoins_Dispatch_HasNoJob()
    {
        var clock = TestSandbox.StoppedClock();
        await using var sandbox = await DispatchAsync(clock, new { kind = "neverJoins", times = 1 });

        Assert.Equal(0, (await DispatchOfAsync(sandbox)).GetProperty("state").GetProperty("jobs").GetArrayLength());
        await sandbox.RpcAsync("AgentDispatchService/CreateDispatch", new { room = "call", agent_name = "fred" }, Admin);
        var room = await sandbox.RoomAsync("call", room => room.GetProperty("participants").GetArrayLength() > 0);
        Assert.Equal(1, room.GetProperty("participants").GetArrayLength());
        Assert.Equal(1, await CountAsync(sandbox, "neverJoins"));
    }

    [Fact]
    public async Task Pending_Dispatch_HasAJobThatWaitsForEver()
    {
        var clock = TestSandbox.StoppedClock();
        await using var sandbox = await DispatchAsync(clock, new { kind = "pending" });
        clock.Advance(TimeSpan.FromSeconds(250));

        Assert.Equal("JS_PENDING", StatusOf(await DispatchOfAsync(sandbox)));
        Assert.Equal(0, (await sandbox.RoomAsync("call")).GetProperty("participants").GetArrayLength());
        Assert.Equal(1, await CountAsync(sandbox, "pending"));
    }

    [Fact]
    public async Task JoinsLate_Dispatch_IsPendingUntilThen()
    {
        var clock = TestSandbox.StoppedClock();
        await using var sandbox = await DispatchAsync(clock, new { kind = "joinsLate", afterMs = 40_000 });
        clock.Advance(TimeSpan.FromSeconds(39));
        Assert.Equal("JS_PENDING", StatusOf(await DispatchOfAsync(sandbox)));

        await sandbox.RoomAsync("call", room =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return room.GetProperty("participants").GetArrayLength() == 1;
        });
        Assert.Equal("JS_RUNNING", StatusOf(await DispatchOfAsync(sandbox)));
        Assert.Equal(1, await CountAsync(sandbox, "joinsLate"));
    }

    [Fact]
    public async Task Dies_AfterItJoined_IsGoneAndItsJobHasFailed()
    {
        var clock = TestSandbox.StoppedClock();
        await using var receiver = await HookReceiver.StartAsync();
        await using var sandbox = await DispatchAsync(clock, new { kind = "dies", afterMs = 5000 }, receiver.Url);
        await sandbox.RoomAsync("call", room => room.GetProperty("participants").GetArrayLength() == 1);
        Assert.Equal(0, await CountAsync(sandbox, "dies"));

        await sandbox.RoomAsync("call", room =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return room.GetProperty("participants").GetArrayLength() == 0;
        });
        Assert.Equal("JS_FAILED", StatusOf(await DispatchOfAsync(sandbox)));
        var hooks = await receiver.WaitForAsync(hooks => hooks.Any(hook => hook.Event == "participant_left"));
        Assert.Equal("CONNECTION_TIMEOUT", hooks[^1].Json.GetProperty("participant").GetProperty("disconnectReason").GetString());
        Assert.Equal(1, await CountAsync(sandbox, "dies"));
    }

    private static async Task<TestSandbox> DispatchAsync(FakeTimeProvider clock, object fault, params Uri[] receivers)
    {
        var sandbox = await TestSandbox.StartAsync(options => options with { WebhookUrls = receivers }, clock);
        await sandbox.ControlAsync(HttpMethod.Put, "/faults", new { agents = new[] { fault } });
        await sandbox.RpcAsync("AgentDispatchService/CreateDispatch", new { room = "call", agent_name = "fred" }, Admin);
        return sandbox;
    }

    private static async Task<JsonElement> DispatchOfAsync(TestSandbox sandbox) => (await sandbox.RoomAsync("call"))
        .GetProperty("dispatches").EnumerateArray().First(dispatch => dispatch.GetProperty("agentName").GetString() == "fred");

    private static string? StatusOf(JsonElement dispatch) =>
        dispatch.GetProperty("state").GetProperty("jobs")[0].GetProperty("state").GetProperty("status").GetString();

    private static async Task<int> CountAsync(TestSandbox sandbox, string kind) =>
        (await sandbox.ControlAsync(HttpMethod.Get, "/faults/counts")).Json.TryGetProperty($"agents.{kind}", out var count) ? count.GetInt32() : 0;
}
