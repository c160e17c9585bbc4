using System.Net;
using OrleansCalls.Sandbox.Tests.Hosting;

namespace OrleansCalls.Sandbox.Tests.Egresses;

public sealed class EgressRulesTests
{
    [Theory]
    [InlineData("StopEgress", "End reason: StopEgress API")]
    [InlineData("DeleteRoom", "End reason: Source closed")]
    public async Task Egress_OverBeforeAnybodySpoke_IsAborted(string how, string details)
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        var id = await rig.StartEgressAsync();
        await (how == "StopEgress" ? rig.RpcAsync("Egress/StopEgress", new { egress_id = id }) : rig.RpcAsync("RoomService/DeleteRoom", new { room = "call" }));

        var aborted = await rig.EgressAsync(id, "EGRESS_ABORTED");
        Assert.Equal("Start signal not received", aborted.GetProperty("error").GetString());
        Assert.Equal(412, aborted.GetProperty("error_code").GetInt32());
        Assert.Equal(details, aborted.GetProperty("details").GetString());
        Assert.Equal("0", aborted.GetProperty("file_results")[0].GetProperty("size").GetString());
        Assert.Equal([("egress_started", "-"), ("egress_ended", "EGRESS_ABORTED")], await rig.EgressHooksAsync(id));
    }

    [Fact]
    public async Task Egress_ParticipantWithoutTrack_KeepsWaiting()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        var id = await rig.StartEgressAsync();
        await rig.Sandbox.JoinAsync("call", "ana");
        await rig.EgressAsync(id, "EGRESS_STARTING");

        await rig.Sandbox.ControlAsync(HttpMethod.Post, "/rooms/call/participants/ana/tracks");
        await rig.EgressAsync(id, "EGRESS_ACTIVE");
        Assert.True((await rig.Sandbox.RoomAsync("call")).GetProperty("room").GetProperty("activeRecording").GetBoolean());
    }

    [Fact]
    public async Task Egress_OnlyItselfLeft_DoesNotKeepTheRoomOpen()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        await rig.StartEgressAsync();
        await rig.Sandbox.JoinAsync("call", "ana", publishAudio: true);
        await rig.Sandbox.ControlAsync(HttpMethod.Delete, "/rooms/call/participants/ana");
        rig.Clock.Advance(TimeSpan.FromSeconds(5));

        var hooks = await rig.Receiver.WaitForAsync(hooks => hooks.Any(hook => hook.Event == "room_finished"));
        var egress = hooks.Last(hook => hook.Event == "participant_left").Json.GetProperty("participant");
        Assert.Equal("EGRESS", egress.GetProperty("kind").GetString());
        Assert.Equal("ROOM_CLOSED", egress.GetProperty("disconnectReason").GetString());
        Assert.True(egress.GetProperty("permission").GetProperty("hidden").GetBoolean());
    }

    [Fact]
    public async Task Egress_NameWithTheTime_IsMadeAnewWhenItJoins()
    {
        await using var rig = await EgressRig.StartAsync(store: null, options => options with { EgressJoinDelay = TimeSpan.FromSeconds(2) });
        await rig.RpcAsync("RoomService/CreateRoom", new { name = "call" });
        var started = await rig.RpcAsync("Egress/StartRoomCompositeEgress", rig.Request("{time}.ogg"));
        var id = started.Json.GetProperty("egress_id").GetString();
        var first = started.Json.GetProperty("file_results")[0].GetProperty("filename").GetString();

        await Eventually.GetAsync(
            async () =>
            {
                rig.Clock.Advance(TimeSpan.FromSeconds(1));
                return (await rig.RpcAsync("Egress/ListEgress", new { egress_id = id })).Json.GetProperty("items")[0].GetProperty("file_results")[0].GetProperty("filename").GetString();
            },
            filename => filename != first);
    }

    [Fact]
    public async Task Egress_Secrets_AreShownNowhere()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        var id = await rig.StartEgressAsync();
        var shown = (await rig.RpcAsync("Egress/ListEgress", new { egress_id = id })).Text + (await rig.Sandbox.RoomAsync("call")).GetRawText();
        var hooks = await rig.Receiver.WaitForAsync(hooks => hooks.Any(hook => hook.Event == "egress_started"));

        Assert.Contains("\"secret\":\"{secret}\"", shown, StringComparison.Ordinal);
        Assert.All([shown, .. hooks.Select(hook => hook.Body)], text => Assert.DoesNotContain("s3cr3t", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Egress_StartedTwice_RunsTwice()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        var first = await rig.StartEgressAsync();
        var second = await rig.RpcAsync("Egress/StartRoomCompositeEgress", rig.Request());

        Assert.NotEqual(first, second.Json.GetProperty("egress_id").GetString());
        Assert.Equal(2, (await rig.RpcAsync("Egress/ListEgress", new { room_name = "call", active = true })).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await rig.RpcAsync("Egress/ListEgress", new { room_name = "other" })).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Egress_EndedADayAgo_IsForgotten()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        var id = await rig.StartEgressAsync();
        await rig.RpcAsync("Egress/StopEgress", new { egress_id = id });
        rig.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(2));
        await rig.EgressAsync(id, "EGRESS_ABORTED");

        await Eventually.GetAsync(
            () =>
            {
                rig.Clock.Advance(TimeSpan.FromSeconds(1));
                return rig.RpcAsync("Egress/ListEgress", new { egress_id = id });
            },
            answer => answer.Status == HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"room_name":"nowhere"}""", HttpStatusCode.NotFound, "not_found", "requested room does not exist")]
    [InlineData("""{"room_name":"call","audio_only":true}""", HttpStatusCode.BadRequest, "invalid_argument", "missing or invalid field: output")]
    [InlineData("""{"room_name":"call","audio_only":true,"file_outputs":[{},{}]}""", HttpStatusCode.BadRequest, "invalid_argument", "multiple file outputs")]
    [InlineData("""{"room_name":"call","audio_only":true,"video_only":true,"file_outputs":[{}]}""", HttpStatusCode.BadRequest, "invalid_argument", "audio_only and video_only")]
    [InlineData("""{"room_name":"call","audio_only":true,"file_outputs":[{"filepath":"x.ogg"}]}""", HttpStatusCode.BadRequest, "invalid_argument", "s3")]
    [InlineData("""{"room_name":"call","file_outputs":[{"filepath":"x.mp4"}]}""", HttpStatusCode.NotImplemented, "unimplemented", "audio in OGG")]
    public async Task Start_RequestThatCannotBe_IsRefused(string body, HttpStatusCode status, string code, string message)
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        await rig.RpcAsync("RoomService/CreateRoom", new { name = "call" });
        var answer = await rig.RpcAsync("Egress/StartRoomCompositeEgress", System.Text.Json.JsonElement.Parse(body));

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Contains(message, answer.Text, StringComparison.Ordinal);
    }
}
