using System.Net;
using OrleansCalls.Sandbox.Tests.Hosting;

namespace OrleansCalls.Sandbox.Tests;

public sealed class TimeScaleTests
{
    private static readonly object Grants = new { roomCreate = true, roomRecord = true, roomAdmin = true, room = "call" };
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task TimeScale_Small_ShortensTheSandboxesOwnTimes()
    {
        await using var sandbox = await TestSandbox.StartAsync(
            options => options with { TimeScale = 0.001, AgentJoinDelay = Long, EgressJoinDelay = Long, UnansweredAfter = Long });
        await sandbox.RpcAsync("RoomService/CreateRoom", new { name = "call", empty_timeout = 3600, agents = new[] { new { agent_name = "fred" } } }, Grants);
        var output = new { filepath = "call.ogg", s3 = new { bucket = "bucket" } };
        await sandbox.RpcAsync("Egress/StartRoomCompositeEgress", new { room_name = "call", audio_only = true, file_outputs = new[] { output } }, Grants);
        await sandbox.RoomAsync("call", room => room.GetProperty("participants").GetArrayLength() == 2);

        await sandbox.RpcAsync("RoomService/DeleteRoom", new { room = "call" }, Grants);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await sandbox.RpcAsync("AgentDispatchService/ListDispatch", new { room = "call" }, Grants)).Status);

        // Nobody comes: the default of 300 s, and the ticker's second, pass quickly too.
        await sandbox.RpcAsync("RoomService/CreateRoom", new { name = "call" }, Grants);
        await Eventually.GetAsync(async () => (await sandbox.ControlAsync(HttpMethod.Get, "/rooms")).Text, rooms => rooms == "[]");
    }
}
