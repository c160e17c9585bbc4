using System.Net;
using System.Text.Json;
using OrleansCalls.Sandbox.Tests.Egresses;
using OrleansCalls.Sandbox.Tests.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Sandbox.Tests.Rooms;

public sealed class RoomFaultTests(S3Fixture s3)
{
    private static readonly object Grants = new { roomCreate = true, roomList = true };

    [Fact]
    public async Task Vanish_RoomWithEverythingInIt_IsGoneWithoutAWord()
    {
        var store = await s3.ServerAsync();
        await using var rig = await EgressRig.StartAsync(store);
        await PlanAsync(rig, new { kind = "vanish", afterMs = 3000 });
        var id = await rig.StartEgressAsync();
        await rig.Sandbox.JoinAsync("call", "ana", publishAudio: true);
        await rig.EgressAsync(id, "EGRESS_ACTIVE");
        await rig.Receiver.WaitForAsync(hooks => hooks.Any(hook => hook.Event == "egress_updated") && hooks.Any(hook => hook.Event == "track_published"));
        var told = rig.Receiver.Hooks.Count;
        rig.Clock.Advance(TimeSpan.FromSeconds(3));

        var failed = await rig.EgressAsync(id, "EGRESS_FAILED");
        Assert.Equal(("recording ended early: connection to room failed", 503), (failed.GetProperty("error").GetString(), failed.GetProperty("error_code").GetInt32()));
        Assert.NotEmpty((await StoredObject.ReadAsync(store, $"{rig.Folder}/call.ogg"))!);
        Assert.Equal("[]", (await rig.Sandbox.ControlAsync(HttpMethod.Get, "/rooms")).Text);
        Assert.Equal(1, await CountAsync(rig, "vanish"));

        // A room that comes after it is heard of; the one that vanished was not.
        await rig.RpcAsync("RoomService/CreateRoom", new { name = "next" });
        await rig.Receiver.WaitForAsync(hooks => hooks.Count == told + 1);
    }

    [Fact]
    public async Task Vanish_AtOnce_IsGoneToo()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        await rig.Sandbox.JoinAsync("call", "ana");

        Assert.Equal(HttpStatusCode.NoContent, (await rig.Sandbox.ControlAsync(HttpMethod.Delete, "/rooms/call")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await rig.Sandbox.ControlAsync(HttpMethod.Delete, "/rooms/call")).Status);
        Assert.Empty(await ListedAsync(rig));
        Assert.Equal(1, await CountAsync(rig, "vanish"));
    }

    [Fact]
    public async Task Recreate_RoomEnded_ComesBackWithItsLastHumanAndAnotherSid()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        await PlanAsync(rig, new { kind = "recreate", afterMs = 2000 });
        var joined = await rig.Sandbox.JoinAsync("call", "ana", publishAudio: true);
        await rig.RpcAsync("RoomService/DeleteRoom", new { room = "call" });
        Assert.Empty(await ListedAsync(rig));

        rig.Clock.Advance(TimeSpan.FromSeconds(2));
        var room = await rig.Sandbox.RoomAsync("call");
        Assert.NotEqual(joined.Json.GetProperty("roomSid").GetString(), room.GetProperty("room").GetProperty("sid").GetString());
        var ana = Assert.Single(room.GetProperty("participants").EnumerateArray());
        Assert.Equal(("ana", "ACTIVE", 1), (ana.GetProperty("identity").GetString(), ana.GetProperty("state").GetString(), ana.GetProperty("tracks").GetArrayLength()));
        Assert.NotEqual(joined.Json.GetProperty("participantSid").GetString(), ana.GetProperty("sid").GetString());
        Assert.Equal(1, await CountAsync(rig, "recreate"));

        await rig.RpcAsync("RoomService/DeleteRoom", new { room = "call" });
        rig.Clock.Advance(TimeSpan.FromSeconds(2));
        var hooks = await rig.Receiver.WaitForAsync(hooks => hooks.Count(hook => hook.Event == "room_finished") == 2);
        Assert.Equal(2, hooks.Count(hook => hook.Event == "room_started"));
        Assert.Empty(await ListedAsync(rig));
    }

    [Fact]
    public async Task Recreate_NobodyWasThere_StaysEnded()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        await PlanAsync(rig, new { kind = "recreate" });
        await rig.RpcAsync("RoomService/CreateRoom", new { name = "call" });
        await rig.RpcAsync("RoomService/DeleteRoom", new { room = "call" });

        Assert.Empty(await ListedAsync(rig));
        Assert.Equal(0, await CountAsync(rig, "recreate"));
    }

    [Fact]
    public async Task Stale_RoomEnded_StaysListedAndCannotBeDeleted()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        await PlanAsync(rig, new { kind = "stale", afterMs = 9000 });
        await rig.RpcAsync("RoomService/CreateRoom", new { name = "call" });
        var sid = Assert.Single(await ListedAsync(rig));
        await rig.RpcAsync("RoomService/DeleteRoom", new { room = "call" });

        Assert.Equal(sid, Assert.Single(await ListedAsync(rig)));
        Assert.Equal(sid, Assert.Single(await ListedAsync(rig, "call")));
        Assert.Empty(await ListedAsync(rig, "other"));
        Assert.Equal("[]", (await rig.Sandbox.ControlAsync(HttpMethod.Get, "/rooms")).Text);
        foreach (var (status, code, msg) in new[]
        {
            (HttpStatusCode.InternalServerError, "unknown", "could not find object"),
            (HttpStatusCode.NotFound, "not_found", "requested room does not exist"),
            (HttpStatusCode.InternalServerError, "unknown", "could not find object"),
        })
        {
            var refused = await rig.RpcAsync("RoomService/DeleteRoom", new { room = "call" });
            Assert.Equal((status, code), (refused.Status, refused.Code));
            Assert.Contains(msg, refused.Text, StringComparison.Ordinal);
        }

        rig.Clock.Advance(TimeSpan.FromSeconds(9));
        await Eventually.GetAsync(() => ListedAsync(rig), listed => listed.Count == 0);
    }

    [Fact]
    public async Task Stale_RoomMadeAgain_LivesWithItsSidAndWhatIsNotSaidAnew()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        await PlanAsync(rig, new { kind = "stale", times = 1 });
        var first = await rig.RpcAsync("RoomService/CreateRoom", new { name = "call", metadata = "old", empty_timeout = 7, departure_timeout = 8 });
        await rig.RpcAsync("RoomService/DeleteRoom", new { room = "call" });
        var again = await rig.RpcAsync("RoomService/CreateRoom", new { name = "call", metadata = "new", departure_timeout = 9 });

        Assert.Equal(first.Json.GetProperty("sid").GetString(), again.Json.GetProperty("sid").GetString());
        Assert.Equal(("new", 7, 9), (again.Json.GetProperty("metadata").GetString(), again.Json.GetProperty("empty_timeout").GetInt32(), again.Json.GetProperty("departure_timeout").GetInt32()));
        Assert.Single(await ListedAsync(rig));
        await rig.Receiver.WaitForAsync(hooks => hooks.Count(hook => hook.Event == "room_started") == 2);
        Assert.Equal(HttpStatusCode.OK, (await rig.RpcAsync("RoomService/DeleteRoom", new { room = "call" })).Status);
        Assert.Empty(await ListedAsync(rig));
    }

    [Fact]
    public async Task Ghost_RoomVanished_StaysListedWithEverybodyInIt()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        await PlanAsync(rig, new { kind = "ghost", afterMs = 3000 });
        await rig.RpcAsync("RoomService/CreateRoom", new { name = "call" });
        await rig.Sandbox.JoinAsync("call", "ana");
        rig.Clock.Advance(TimeSpan.FromSeconds(3));
        await Eventually.GetAsync(() => CountAsync(rig, "ghost"), count => count is 1);

        Assert.Single(await ListedAsync(rig));
        Assert.Equal("[]", (await rig.Sandbox.ControlAsync(HttpMethod.Get, "/rooms")).Text);
        var listed = (await rig.Sandbox.RpcAsync("RoomService/ListParticipants", new { room = "call" }, new { roomAdmin = true, room = "call" })).Json.GetProperty("participants");
        Assert.Equal("ana", Assert.Single(listed.EnumerateArray()).GetProperty("identity").GetString());
        Assert.Equal("unknown", (await rig.RpcAsync("RoomService/DeleteRoom", new { room = "call" })).Code);
        Assert.Equal("not_found", (await rig.RpcAsync("RoomService/DeleteRoom", new { room = "call" })).Code);
        Assert.Single(await ListedAsync(rig));
    }

    private static Task<TestSandbox.Answer> PlanAsync(EgressRig rig, object fault) =>
        rig.Sandbox.ControlAsync(HttpMethod.Put, "/faults", new { rooms = new[] { fault } });

    private static async Task<List<string?>> ListedAsync(EgressRig rig, params string[] names) =>
        [.. (await rig.Sandbox.RpcAsync("RoomService/ListRooms", new { names }, Grants)).Json.GetProperty("rooms").EnumerateArray().Select(Sid)];

    private static string? Sid(JsonElement room) => room.GetProperty("sid").GetString();

    private static async Task<int> CountAsync(EgressRig rig, string kind) =>
        (await rig.Sandbox.ControlAsync(HttpMethod.Get, "/faults/counts")).Json.TryGetProperty($"rooms.{kind}", out var count) ? count.GetInt32() : 0;
}
