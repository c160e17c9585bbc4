using System.Net;
using System.Text.Json;
using OrleansCalls.Sandbox.Tests.Hosting;

namespace OrleansCalls.Sandbox.Tests.Agents;

public sealed class AgentDispatchTests
{
    private static readonly object Admin = new { roomAdmin = true, roomCreate = true, room = "call" };

    [Fact]
    public async Task Dispatch_UntilTheAgentJoins_IsPending()
    {
        var clock = TestSandbox.StoppedClock();
        await using var sandbox = await TestSandbox.StartAsync(options => options with { AgentJoinDelay = TimeSpan.FromMilliseconds(300) }, clock);
        await sandbox.RpcAsync("AgentDispatchService/CreateDispatch", new { room = "call", agent_name = "fred" }, Admin);

        var pending = await sandbox.RoomAsync("call");
        Assert.Equal("JS_PENDING", JobOf(pending, "fred").GetProperty("status").GetString());
        Assert.Equal(0, pending.GetProperty("participants").GetArrayLength());

        var running = await sandbox.RoomAsync("call", room =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(300));
            return JobOf(room, "fred").GetProperty("status").GetString() == "JS_RUNNING";
        });
        var agent = Assert.Single(running.GetProperty("participants").EnumerateArray());
        Assert.Equal(JobOf(running, "fred").GetProperty("participantIdentity").GetString(), agent.GetProperty("identity").GetString());
        Assert.Equal("AGENT", agent.GetProperty("kind").GetString());
        Assert.Equal(1, agent.GetProperty("tracks").GetArrayLength());
    }

    [Fact]
    public async Task Dispatch_NoWorkerOfTheName_StaysWithoutJob()
    {
        await using var sandbox = await TestSandbox.StartAsync(options => options with { Agents = ["fred"] });
        await sandbox.RpcAsync("RoomService/CreateRoom", new { name = "call", agents = new object[] { new { agent_name = "fred" }, new { agent_name = "nobody" } } }, Admin);

        var room = await sandbox.RoomAsync("call", room => room.GetProperty("participants").GetArrayLength() == 1);
        var absent = room.GetProperty("dispatches").EnumerateArray().Single(dispatch => dispatch.GetProperty("agentName").GetString() == "nobody");
        Assert.Equal(0, absent.GetProperty("state").GetProperty("jobs").GetArrayLength());
    }

    [Fact]
    public async Task Agent_Leaves_ItsJobHasSucceeded()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.RpcAsync("AgentDispatchService/CreateDispatch", new { room = "call", agent_name = "fred" }, Admin);
        var room = await sandbox.RoomAsync("call", room => JobOf(room, "fred").GetProperty("status").GetString() == "JS_RUNNING");
        var identity = JobOf(room, "fred").GetProperty("participantIdentity").GetString();
        await sandbox.ControlAsync(HttpMethod.Delete, $"/rooms/call/participants/{identity}");

        Assert.Equal("JS_SUCCESS", JobOf(await sandbox.RoomAsync("call"), "fred").GetProperty("status").GetString());
    }

    [Fact]
    public async Task SendAgent_PendingDispatch_IsServedByIt()
    {
        await using var sandbox = await TestSandbox.StartAsync(options => options with { AgentJoinDelay = TimeSpan.FromMinutes(5) });
        await sandbox.RpcAsync("AgentDispatchService/CreateDispatch", new { room = "call", agent_name = "fred" }, Admin);
        var sent = await sandbox.ControlAsync(HttpMethod.Post, "/rooms/call/agents", new { agentName = "fred" });

        Assert.Equal(HttpStatusCode.Created, sent.Status);
        var job = JobOf(await sandbox.RoomAsync("call"), "fred");
        Assert.Equal("JS_RUNNING", job.GetProperty("status").GetString());
        Assert.Equal(sent.Json.GetProperty("identity").GetString(), job.GetProperty("participantIdentity").GetString());
    }

    private static JsonElement JobOf(JsonElement room, string agentName) => room
        .GetProperty("dispatches").EnumerateArray().Single(dispatch => dispatch.GetProperty("agentName").GetString() == agentName)
        .GetProperty("state").GetProperty("jobs")[0].GetProperty("state");
}
