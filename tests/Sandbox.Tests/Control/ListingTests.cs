using System.Security.Cryptography;
using OrleansCalls.Sandbox.Tests.Egresses;
using OrleansCalls.Testing;

namespace OrleansCalls.Sandbox.Tests.Control;

public sealed class ListingTests(S3Fixture s3)
{
    [Fact]
    public async Task Uploads_RecordingStored_TellItsBytes()
    {
        var store = await s3.ServerAsync();
        await using var rig = await EgressRig.StartAsync(store);
        var id = await rig.StartEgressAsync();
        await rig.Sandbox.JoinAsync("call", "ana", publishAudio: true);
        await rig.EgressAsync(id, "EGRESS_ACTIVE");
        await rig.RpcAsync("Egress/StopEgress", new { egress_id = id });
        await rig.EgressAsync(id, "EGRESS_COMPLETE");

        var upload = Assert.Single((await rig.Sandbox.ControlAsync(HttpMethod.Get, "/uploads")).Json.EnumerateArray());
        var bytes = await StoredObject.ReadAsync(store, $"{rig.Folder}/call.ogg");
        Assert.Equal((id, "call", $"{rig.Folder}/call.ogg"), (upload.GetProperty("egressId").GetString(), upload.GetProperty("room").GetString(), upload.GetProperty("key").GetString()));
        Assert.Equal(bytes!.Length, upload.GetProperty("sizeBytes").GetInt64());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), upload.GetProperty("sha256").GetString());
        Assert.Equal(rig.Clock.GetUtcNow(), upload.GetProperty("uploadedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Rooms_LiveOnes_AreListedWithWhoIsThere()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        var id = await rig.StartEgressAsync();
        var joined = await rig.Sandbox.JoinAsync("call", "ana");
        await rig.RpcAsync("RoomService/CreateRoom", new { name = "over" });
        await rig.RpcAsync("RoomService/DeleteRoom", new { room = "over" });

        var sid = joined.Json.GetProperty("roomSid").GetString();
        Assert.Equal(
            $$"""[{"room":"call","roomSid":"{{sid}}","participants":[{"identity":"{{id}}","kind":"EGRESS"},{"identity":"ana","kind":"STANDARD"}]}]""",
            (await rig.Sandbox.ControlAsync(HttpMethod.Get, "/rooms")).Text);
    }

    [Fact]
    public async Task Egresses_AllOfThem_AreListedInBrief()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        var id = await rig.StartEgressAsync();
        var sid = (await rig.Sandbox.RoomAsync("call")).GetProperty("room").GetProperty("sid").GetString();
        await rig.RpcAsync("Egress/StopEgress", new { egress_id = id });

        Assert.Equal(
            $$"""[{"egressId":"{{id}}","room":"call","roomSid":"{{sid}}","status":"EGRESS_ABORTED","key":"{{rig.Folder}}/call.ogg","isOrphan":false}]""",
            (await rig.Sandbox.ControlAsync(HttpMethod.Get, "/egresses")).Text);
    }
}
