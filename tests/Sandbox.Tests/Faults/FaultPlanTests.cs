using System.Net;
using System.Text.Json;
using OrleansCalls.LiveKit.Sandbox.Faults;
using OrleansCalls.Sandbox.Tests.Hosting;

namespace OrleansCalls.Sandbox.Tests.Faults;

public sealed class FaultPlanTests
{
    private const string Whole = """
        {
          "seed": 7,
          "rpc": [{ "chance": 0.5, "times": 3, "room": "call", "method": "CreateRoom", "status": 500, "code": "internal", "msg": "no", "body": "<html>", "contentType": "text/html", "delayMs": 5, "afterEffect": true }],
          "webhooks": [{ "chance": 1, "times": null, "room": null, "kind": "repeatWithNewId", "event": "egress_ended", "count": 2, "delayMs": 4 }],
          "egress": [{ "chance": 1, "times": null, "room": null, "afterMs": 3, "kind": "missingObject" }],
          "agents": [{ "chance": 1, "times": null, "room": null, "afterMs": 2, "kind": "joinsLate" }],
          "rooms": [{ "chance": 1, "times": null, "room": null, "afterMs": 1, "kind": "recreate" }]
        }
        """;

    [Fact]
    public async Task Faults_PlanPut_IsInForceUntilCleared()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await PutAsync(sandbox, Whole)).Status);
        var plan = (await sandbox.ControlAsync(HttpMethod.Get, "/faults")).Json;
        foreach (var expected in JsonElement.Parse(Whole).EnumerateObject())
            AssertSame(expected.Value, plan.GetProperty(expected.Name));

        Assert.Equal(HttpStatusCode.NoContent, (await sandbox.ControlAsync(HttpMethod.Delete, "/faults")).Status);
        Assert.Equal(0, (await sandbox.ControlAsync(HttpMethod.Get, "/faults")).Json.GetProperty("webhooks").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"webhooks":[{"kind":"drop"},{"kind":"explode"}]}""", "webhooks[1].kind")]
    [InlineData("""{"egress":[{"kind":1}]}""", "egress[0].kind")]
    [InlineData("""{"egress":[{"chance":1}]}""", "egress[0]")]
    [InlineData("""{"rooms":[null]}""", "rooms[0]")]
    [InlineData("""{"webhooks":{"drop":true}}""", "webhooks")]
    [InlineData("""{"rpcs":[]}""", "rpcs")]
    [InlineData("""{"agents":[{"kind":"dies","after":1}]}""", "agents[0].after")]
    [InlineData("""{"rpc":[{"chance":1.01}]}""", "rpc[0].chance")]
    [InlineData("""{"rpc":[{"chance":-0.1}]}""", "rpc[0].chance")]
    [InlineData("""{"rpc":[{"times":-1}]}""", "rpc[0].times")]
    [InlineData("""{"rpc":[{"delayMs":-1}]}""", "rpc[0].delayMs")]
    [InlineData("""{"rpc":[{"status":-1}]}""", "rpc[0].status")]
    [InlineData("""{"rpc":[{"body":"gone"}]}""", "rpc[0].body")]
    [InlineData("""{"rpc":[{"status":204,"body":"gone"}]}""", "rpc[0].body")]
    [InlineData("""{"rpc":[{"status":502,"contentType":"text/html"}]}""", "rpc[0].contentType")]
    [InlineData("""{"rpc":[{"status":502,"body":"gone","contentType":"html"}]}""", "rpc[0].contentType")]
    [InlineData("""{"webhooks":[{"kind":"drop","count":-1}]}""", "webhooks[0].count")]
    [InlineData("""{"webhooks":[{"kind":"drop","delayMs":-1}]}""", "webhooks[0].delayMs")]
    [InlineData("""{"egress":[{"kind":"fail","afterMs":-1}]}""", "egress[0].afterMs")]
    [InlineData("""{"agents":[{"kind":"dies","afterMs":-1}]}""", "agents[0].afterMs")]
    [InlineData("""{"rooms":[{"kind":"vanish","afterMs":-1}]}""", "rooms[0].afterMs")]
    [InlineData("null", "")]
    public async Task Faults_PlanThatCannotBe_IsRefusedByTheFieldsName(string plan, string field)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await PutAsync(sandbox, """{"webhooks":[{"kind":"drop"}]}""");
        var refused = await PutAsync(sandbox, plan);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (refused.Status, refused.ContentType?.MediaType));
        Assert.Equal(field, Assert.Single(refused.Json.GetProperty("errors").EnumerateObject()).Name);
        Assert.Equal(1, (await sandbox.ControlAsync(HttpMethod.Get, "/faults")).Json.GetProperty("webhooks").GetArrayLength());
    }

    [Fact]
    public async Task Counts_FaultsThatStruck_AreThereUntilReset()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var sandbox = await TestSandbox.StartAsync(options => options with { WebhookUrls = [receiver.Url] });
        await PutAsync(sandbox, """{"rpc":[{"method":"ListRooms","status":503,"times":2}],"webhooks":[{"kind":"repeatWithNewId"},{"kind":"contradict"}]}""");
        for (var i = 0; i < 3; i++)
            await sandbox.RpcAsync("RoomService/ListRooms", new { }, new { roomList = true });
        await sandbox.RpcAsync("RoomService/CreateRoom", new { name = "call" }, new { roomCreate = true });

        Assert.Equal("""{"rpc.ListRooms":2,"webhooks.repeatWithNewId":1}""", (await sandbox.ControlAsync(HttpMethod.Get, "/faults/counts")).Text);
        Assert.Equal(HttpStatusCode.NoContent, (await sandbox.ControlAsync(HttpMethod.Delete, "/faults/counts")).Status);
        Assert.Equal("{}", (await sandbox.ControlAsync(HttpMethod.Get, "/faults/counts")).Text);
    }

    [Fact]
    public void Draws_SameSeed_AreTheSame()
    {
        Assert.Equal(Draws(7, 0.5), Draws(7, 0.5));
        Assert.NotEqual(Draws(7, 0.5), Draws(8, 0.5));
        Assert.InRange(Draws(7, 0.25).Count(drawn => drawn), 200, 300);
        Assert.DoesNotContain(true, Draws(7, 0));
        Assert.DoesNotContain(false, Draws(7, 1));
    }

    [Fact]
    public void Draws_SeveralFaults_TheFirstThatMatchesAndIsDrawnStrikes()
    {
        var book = new FaultBook();
        book.Replace(new FaultPlan
        {
            Egress =
            [
                new EgressFault { Kind = EgressFaultKind.Orphan, Room = "other" },
                new EgressFault { Kind = EgressFaultKind.Fail, Chance = 0 },
                new EgressFault { Kind = EgressFaultKind.Abort, Times = 1 },
                new EgressFault { Kind = EgressFaultKind.SilentEnd },
            ],
        });

        Assert.Equal(EgressFaultKind.Abort, book.StrikeEgress("call")?.Kind);
        Assert.Equal(EgressFaultKind.SilentEnd, book.StrikeEgress("call")?.Kind);
        Assert.Equal(EgressFaultKind.Orphan, book.StrikeEgress("other")?.Kind);
    }

    private static List<bool> Draws(long seed, double chance)
    {
        var book = new FaultBook();
        book.Replace(new FaultPlan { Seed = seed, Rooms = [new RoomFault { Kind = RoomFaultKind.Vanish, Chance = chance }] });
        return [.. Enumerable.Range(0, 1000).Select(_ => book.StrikeRoom("call") is not null)];
    }

    private static void AssertSame(JsonElement expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(expected, actual), $"{expected} is not {actual}");

    private static Task<TestSandbox.Answer> PutAsync(TestSandbox sandbox, string plan) =>
        sandbox.ControlAsync(HttpMethod.Put, "/faults", JsonElement.Parse(plan));
}
