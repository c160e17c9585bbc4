using System.Net;
using System.Text.Json;
using OrleansCalls.LiveKit.Sandbox.Ogg;
using OrleansCalls.LiveKit.Sandbox.Speech;
using OrleansCalls.Sandbox.Tests.Ogg;
using OrleansCalls.Testing;

namespace OrleansCalls.Sandbox.Tests.Egresses;

public sealed class EgressLifeTests(S3Fixture s3)
{
    private static readonly ScriptLine Line = new SpeechLibrary().Script[1];

    [Fact]
    public async Task Egress_StoppedWhileRecording_LeavesWhatWasSaidInS3()
    {
        var store = await s3.ServerAsync();
        await using var rig = await EgressRig.StartAsync(store);
        var id = await rig.StartEgressAsync();
        await rig.Sandbox.JoinAsync("call", "ana", publishAudio: true);
        var active = await rig.EgressAsync(id, "EGRESS_ACTIVE");
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        var spoken = await rig.Sandbox.ControlAsync(HttpMethod.Post, "/rooms/call/participants/ana/speech", new { text = Line.Text });
        Assert.Equal(HttpStatusCode.Accepted, spoken.Status);
        Assert.Equal(Line.DurationMs, spoken.Json.GetProperty("endedAt").GetInt64() - spoken.Json.GetProperty("startedAt").GetInt64());
        rig.Clock.Advance(TimeSpan.FromSeconds(4));
        var ending = await rig.RpcAsync("Egress/StopEgress", new { egress_id = id });
        Assert.Equal("EGRESS_ENDING", ending.Json.GetProperty("status").GetString());
        var complete = await rig.EgressAsync(id, "EGRESS_COMPLETE");

        using var client = store.CreateClient();
        using var found = await client.GetObjectAsync(store.Bucket, $"{rig.Folder}/call.ogg", TestContext.Current.CancellationToken);
        var file = new MemoryStream();
        await found.ResponseStream.CopyToAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal("audio/ogg", found.Headers.ContentType);
        Assert.Equal(TimeSpan.FromSeconds(5), OggFile.PlayedLength(file.ToArray()));
        var clip = new SpeechLibrary().Say("ana", Line.Text, default, null).Clip.Packets;
        var packets = OpusReader.ReadPackets(file.ToArray());
        Assert.Equal(clip.Select(packet => Convert.ToHexString(packet.Span)), packets.Skip(50).Take(clip.Count).Select(packet => Convert.ToHexString(packet.Span)));
        Assert.Equal(clip.Count, packets.Count(packet => packet.Length != OpusWriter.Silence.Length));

        var result = complete.GetProperty("file_results")[0];
        Assert.Equal(active.GetProperty("file_results")[0].GetProperty("started_at").GetString(), result.GetProperty("started_at").GetString());
        Assert.Equal("5000000000", result.GetProperty("duration").GetString());
        Assert.Equal($"{file.Length}", result.GetProperty("size").GetString());
        Assert.Equal($"{store.Endpoint}/{store.Bucket}/{rig.Folder}/call.ogg", result.GetProperty("location").GetString());
        Assert.Equal("End reason: StopEgress API", complete.GetProperty("details").GetString());
        Assert.Equal([("egress_started", "-"), ("egress_updated", "EGRESS_ACTIVE"), ("egress_updated", "EGRESS_ENDING"), ("egress_ended", "EGRESS_COMPLETE")], await rig.EgressHooksAsync(id));
    }

    [Fact]
    public async Task Egress_Complete_LeavesAManifest()
    {
        var store = await s3.ServerAsync();
        await using var rig = await EgressRig.StartAsync(store);
        var id = await rig.StartEgressAsync();
        await rig.Sandbox.JoinAsync("call", "ana", publishAudio: true);
        await rig.EgressAsync(id, "EGRESS_ACTIVE");
        await rig.RpcAsync("Egress/StopEgress", new { egress_id = id });
        var complete = await rig.EgressAsync(id, "EGRESS_COMPLETE");

        using var client = store.CreateClient();
        using var found = await client.GetObjectAsync(store.Bucket, $"{rig.Folder}/{id}.json", TestContext.Current.CancellationToken);
        var manifest = (await JsonDocument.ParseAsync(found.ResponseStream, cancellationToken: TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(id, manifest.GetProperty("egress_id").GetString());
        Assert.Equal($"{rig.Folder}/call.ogg", manifest.GetProperty("files")[0].GetProperty("filename").GetString());
        Assert.EndsWith($"{rig.Folder}/{id}.json", complete.GetProperty("manifest_location").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Egress_RoomDeleted_CompletesWithTheSourceClosed()
    {
        await using var rig = await EgressRig.StartAsync(await s3.ServerAsync());
        var id = await rig.StartEgressAsync();
        await rig.Sandbox.JoinAsync("call", "ana", publishAudio: true);
        await rig.EgressAsync(id, "EGRESS_ACTIVE");
        rig.Clock.Advance(TimeSpan.FromSeconds(2));
        await rig.RpcAsync("RoomService/DeleteRoom", new { room = "call" });

        var complete = await rig.EgressAsync(id, "EGRESS_COMPLETE");
        Assert.Equal("End reason: Source closed", complete.GetProperty("details").GetString());
        Assert.Equal("2000000000", complete.GetProperty("file_results")[0].GetProperty("duration").GetString());
    }

    [Fact]
    public async Task Egress_StoreAway_FailsWithTheUploadsError()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        var id = await rig.StartEgressAsync();
        await rig.Sandbox.JoinAsync("call", "ana", publishAudio: true);
        await rig.EgressAsync(id, "EGRESS_ACTIVE");
        await rig.RpcAsync("Egress/StopEgress", new { egress_id = id });

        var failed = await rig.EgressAsync(id, "EGRESS_FAILED");
        Assert.StartsWith("S3 upload failed: ", failed.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(400, failed.GetProperty("error_code").GetInt32());
        Assert.Equal("End reason: StopEgress API", failed.GetProperty("details").GetString());
        Assert.Equal("", failed.GetProperty("file_results")[0].GetProperty("location").GetString());
        Assert.Equal([("egress_started", "-"), ("egress_updated", "EGRESS_ACTIVE"), ("egress_updated", "EGRESS_ENDING"), ("egress_ended", "EGRESS_FAILED")], await rig.EgressHooksAsync(id));
    }

    [Fact]
    public async Task Egress_WrongKeys_FailsWithTheUploadsError()
    {
        await using var own = await S3Fixture.StartOwnAsync(TestContext.Current.CancellationToken);
        await using var rig = await EgressRig.StartAsync(own);
        await rig.RpcAsync("RoomService/CreateRoom", new { name = "call" });
        await rig.Sandbox.JoinAsync("call", "ana", publishAudio: true);
        var wrong = new { access_key = own.AccessKey, secret = "wrong", region = own.Region, endpoint = own.Endpoint, bucket = own.Bucket, force_path_style = true };
        var answer = await rig.RpcAsync("Egress/StartRoomCompositeEgress", new { room_name = "call", audio_only = true, file_outputs = new[] { new { filepath = "x.ogg", s3 = wrong } } });
        var id = answer.Json.GetProperty("egress_id").GetString()!;
        await rig.EgressAsync(id, "EGRESS_ACTIVE");
        await rig.RpcAsync("Egress/StopEgress", new { egress_id = id });

        Assert.StartsWith("S3 upload failed: ", (await rig.EgressAsync(id, "EGRESS_FAILED")).GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
