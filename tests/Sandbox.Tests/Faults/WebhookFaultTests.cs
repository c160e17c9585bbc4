using System.Text.Json;
using OrleansCalls.Sandbox.Tests.Egresses;
using OrleansCalls.Sandbox.Tests.Hosting;

namespace OrleansCalls.Sandbox.Tests.Faults;

public sealed class WebhookFaultTests
{
    private static readonly object Grants = new { roomCreate = true, roomList = true };

    [Fact]
    public async Task Drop_EventOfOneRoom_IsNotSent()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var sandbox = await StartAsync(receiver, new { kind = "drop", @event = "room_started", room = "call" });
        await MakeAndDeleteAsync(sandbox, "call");
        await MakeAndDeleteAsync(sandbox, "other");

        var hooks = await receiver.WaitForAsync(hooks => hooks.Count == 3);
        Assert.Equal(["room_finished"], Events(hooks, "call"));
        Assert.Equal(["room_started", "room_finished"], Events(hooks, "other"));
    }

    [Theory]
    [InlineData("repeat", 1)]
    [InlineData("repeatWithNewId", 3)]
    public async Task Repeat_Event_IsSentAgain(string kind, int ids)
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var sandbox = await StartAsync(receiver, new { kind, count = 2, times = 1 });
        await MakeAndDeleteAsync(sandbox, "call");

        var hooks = await receiver.WaitForAsync(hooks => hooks.Count == 4);
        Assert.Equal(["room_started", "room_started", "room_started", "room_finished"], hooks.Select(hook => hook.Event));
        Assert.Equal(ids, hooks.Take(3).Select(hook => hook.Id).Distinct().Count());
        Assert.Single(hooks.Take(3).Select(hook => hook.Json.GetProperty("room").GetProperty("sid").GetString()).Distinct());
    }

    [Fact]
    public async Task Delay_Event_IsOvertakenAndComesLate()
    {
        var clock = TestSandbox.StoppedClock();
        await using var receiver = await HookReceiver.StartAsync();
        await using var sandbox = await StartAsync(receiver, new { kind = "delay", @event = "room_started", delayMs = 60_000 }, clock);
        await MakeAndDeleteAsync(sandbox, "call");
        Assert.Equal(["room_finished"], Events(await receiver.WaitForAsync(hooks => hooks.Count == 1), "call"));

        var hooks = await receiver.WaitForAsync(hooks =>
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            return hooks.Count == 2;
        });
        Assert.Equal(["room_finished", "room_started"], Events(hooks, "call"));
        Assert.Equal(hooks[0].Json.GetProperty("createdAt").GetString(), hooks[1].Json.GetProperty("createdAt").GetString());
    }

    [Fact]
    public async Task Reorder_Event_LetsTheNextOnesGoFirst()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var sandbox = await StartAsync(receiver, new { kind = "reorder", @event = "room_started", count = 2 }, TestSandbox.StoppedClock());
        await sandbox.JoinAsync("call", "ana");
        await sandbox.ControlAsync(HttpMethod.Delete, "/rooms/call/participants/ana");

        var hooks = await receiver.WaitForAsync(hooks => hooks.Count == 3);
        Assert.Equal(["participant_joined", "participant_left", "room_started"], hooks.Select(hook => hook.Event));
    }

    [Fact]
    public async Task Reorder_NothingFollows_GoesAlone()
    {
        var clock = TestSandbox.StoppedClock();
        await using var receiver = await HookReceiver.StartAsync();
        await using var sandbox = await StartAsync(receiver, new { kind = "reorder", delayMs = 40_000 }, clock);
        await sandbox.RpcAsync("RoomService/CreateRoom", new { name = "call" }, Grants);

        await receiver.WaitForAsync(hooks =>
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            return hooks.Count == 1;
        });
    }

    [Fact]
    public async Task Reorder_EgressStarted_ArrivesBeforeTheStartIsAnswered()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        var release = new TaskCompletionSource();
        rig.Receiver.Answer = async hook =>
        {
            if (hook.Event == "egress_started")
                await release.Task;

            return 200;
        };
        await rig.Sandbox.ControlAsync(HttpMethod.Put, "/faults", new { webhooks = new[] { new { kind = "reorder", @event = "egress_started" } } });
        await rig.RpcAsync("RoomService/CreateRoom", new { name = "call" });
        var start = rig.RpcAsync("Egress/StartRoomCompositeEgress", rig.Request());
        await rig.Receiver.WaitForAsync(hooks => hooks.Any(hook => hook.Event == "egress_started"));
        var listed = await rig.RpcAsync("Egress/ListEgress", new { room_name = "call" });

        Assert.False(start.IsCompleted);
        release.SetResult();
        Assert.Equal(listed.Json.GetProperty("items")[0].GetProperty("egress_id").GetString(), (await start).Json.GetProperty("egress_id").GetString());
    }

    [Fact]
    public async Task Contradict_EndOfAnEgress_IsFollowedByAnother()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        await rig.Sandbox.ControlAsync(HttpMethod.Put, "/faults", new { webhooks = new[] { new { kind = "contradict" } } });
        var id = await rig.StartEgressAsync();
        await rig.RpcAsync("Egress/StopEgress", new { egress_id = id });

        var hooks = await rig.Receiver.WaitForAsync(hooks => hooks.Count(hook => hook.Event == "egress_ended") == 2);
        var ends = hooks.Where(hook => hook.Event == "egress_ended").ToList();
        Assert.NotEqual(ends[0].Id, ends[1].Id);
        var infos = ends.ConvertAll(hook => hook.Json.GetProperty("egressInfo"));
        Assert.All(infos, info => Assert.Equal(id, info.GetProperty("egressId").GetString()));
        Assert.Equal(["EGRESS_ABORTED", "EGRESS_COMPLETE"], infos.Select(info => info.GetProperty("status").GetString()));
        Assert.Equal("4096", infos[1].GetProperty("fileResults")[0].GetProperty("size").GetString());
        Assert.NotEqual(infos[0].GetProperty("endedAt").GetString(), infos[1].GetProperty("endedAt").GetString());
        await rig.EgressAsync(id, "EGRESS_ABORTED");
    }

    [Fact]
    public async Task UnknownField_Event_HasFieldsOfTomorrow()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var sandbox = await StartAsync(receiver, new { kind = "unknownField" });
        await sandbox.RpcAsync("RoomService/CreateRoom", new { name = "call" }, Grants);

        var hook = Assert.Single(await receiver.WaitForAsync(hooks => hooks.Count == 1));
        Assert.Equal(JsonValueKind.Object, hook.Json.GetProperty("notYetKnown").ValueKind);
        Assert.Equal(JsonValueKind.Object, hook.Json.GetProperty("room").GetProperty("notYetKnown").ValueKind);
        Assert.Equal("call", hook.Json.GetProperty("room").GetProperty("name").GetString());
    }

    [Fact]
    public async Task UnknownValue_Event_HasValuesOfTomorrow()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        await rig.Sandbox.ControlAsync(HttpMethod.Put, "/faults", new { webhooks = new[] { new { kind = "unknownValue" } } });
        await rig.StartEgressAsync();
        await rig.Sandbox.JoinAsync("call", "ana", publishAudio: true);

        var hooks = await rig.Receiver.WaitForAsync(hooks => hooks.Any(hook => hook.Event == "egress_updated") && hooks.Any(hook => hook.Event == "track_published"));
        Assert.Contains(hooks, hook => hook.Event == "room_started_not_yet_known");
        Assert.All(hooks.Where(hook => hook.Event == "participant_joined"), hook => Assert.Equal("NOT_YET_KNOWN", hook.Json.GetProperty("participant").GetProperty("kind").GetString()));
        Assert.All(hooks.Where(hook => hook.Event == "track_published"), hook => Assert.Equal("NOT_YET_KNOWN", hook.Json.GetProperty("track").GetProperty("source").GetString()));
        Assert.All(hooks.Where(hook => hook.Event == "egress_updated"), hook => Assert.Equal("NOT_YET_KNOWN", hook.Json.GetProperty("egressInfo").GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Foreign_Event_IsJoinedByOneOfARoomThatNobodyKnows()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        await rig.Sandbox.ControlAsync(HttpMethod.Put, "/faults", new { webhooks = new[] { new { kind = "foreign", @event = "egress_started", count = 2 } } });
        var id = await rig.StartEgressAsync();

        var hooks = await rig.Receiver.WaitForAsync(hooks => hooks.Count(hook => hook.Event == "egress_started") == 3);
        var foreign = hooks.Where(hook => hook.Event == "egress_started").Select(hook => hook.Json).Where(hook => hook.GetProperty("egressInfo").GetProperty("egressId").GetString() != id).ToList();
        Assert.Equal(2, foreign.Count);
        Assert.All(foreign, hook => Assert.Equal(hook.GetProperty("room").GetProperty("name").GetString(), hook.GetProperty("egressInfo").GetProperty("roomName").GetString()));
        Assert.Equal(1, (await rig.Sandbox.RpcAsync("RoomService/ListRooms", new { }, Grants)).Json.GetProperty("rooms").GetArrayLength());
    }

    [Fact]
    public async Task Faults_SeveralStrikeOneEvent_Combine()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var sandbox = await StartAsync(receiver, null);
        await sandbox.ControlAsync(HttpMethod.Put, "/faults", new { webhooks = new object[] { new { kind = "repeat" }, new { kind = "unknownField" }, new { kind = "foreign" } } });
        await sandbox.RpcAsync("RoomService/CreateRoom", new { name = "call" }, Grants);

        var hooks = await receiver.WaitForAsync(hooks => hooks.Count == 3);
        var own = hooks.Where(hook => hook.Json.GetProperty("room").GetProperty("name").GetString() == "call").ToList();
        Assert.Equal(2, own.Count);
        Assert.Equal(own[0], own[1]);
        Assert.True(own[0].Json.TryGetProperty("notYetKnown", out _));
    }

    private static async Task<TestSandbox> StartAsync(HookReceiver receiver, object? fault, TimeProvider? time = null)
    {
        var sandbox = await TestSandbox.StartAsync(options => options with { WebhookUrls = [receiver.Url] }, time);
        if (fault is not null)
            await sandbox.ControlAsync(HttpMethod.Put, "/faults", new { webhooks = new[] { fault } });

        return sandbox;
    }

    private static async Task MakeAndDeleteAsync(TestSandbox sandbox, string room)
    {
        await sandbox.RpcAsync("RoomService/CreateRoom", new { name = room }, Grants);
        await sandbox.RpcAsync("RoomService/DeleteRoom", new { room }, Grants);
    }

    private static IEnumerable<string> Events(IEnumerable<HookReceiver.Hook> hooks, string room) =>
        hooks.Where(hook => hook.Json.GetProperty("room").GetProperty("name").GetString() == room).Select(hook => hook.Event);
}
