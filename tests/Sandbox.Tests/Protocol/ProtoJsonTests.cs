using System.Text.Json;
using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.Sandbox.Tests.Protocol;

public sealed class ProtoJsonTests
{
    [Theory]
    [InlineData("""{"room_name":"r","audio_only":true,"file_outputs":[{"file_type":"OGG","filepath":"f","s3":{"access_key":"k","force_path_style":true}}]}""")]
    [InlineData("""{"roomName":"r","audioOnly":true,"fileOutputs":[{"fileType":2,"filepath":"f","s3":{"accessKey":"k","forcePathStyle":true}}],"unknown":{"a":[1]},"layout":null}""")]
    public void Twirp_EitherSpelling_IsRead(string json)
    {
        var request = JsonSerializer.Deserialize<RoomCompositeEgressRequest>(json, ProtoJson.Twirp)!;

        Assert.Equal("r", request.RoomName);
        Assert.True(request.AudioOnly);
        Assert.Equal("", request.Layout);
        var output = Assert.Single(request.FileOutputs);
        Assert.Equal(EncodedFileType.Ogg, output.FileType);
        Assert.Equal("k", output.S3!.AccessKey);
        Assert.True(output.S3.ForcePathStyle);
    }

    [Theory]
    [InlineData("""{"empty_timeout":"7"}""")]
    [InlineData("""{"emptyTimeout":7}""")]
    public void Twirp_NumberOrString_IsRead(string json) =>
        Assert.Equal(7u, JsonSerializer.Deserialize<CreateRoomRequest>(json, ProtoJson.Twirp)!.EmptyTimeout);

    [Fact]
    public void Twirp_Defaults_AreWritten()
    {
        var json = JsonSerializer.SerializeToElement(new EgressInfo { StartedAt = 1_767_225_600_000_000_000 }, ProtoJson.Twirp);

        Assert.Equal("EGRESS_STARTING", json.GetProperty("status").GetString());
        Assert.Equal("1767225600000000000", json.GetProperty("started_at").GetString());
        Assert.Equal("0", json.GetProperty("ended_at").GetString());
        Assert.Equal(0, json.GetProperty("error_code").GetInt32());
        Assert.Equal("", json.GetProperty("manifest_location").GetString());
        Assert.Equal(0, json.GetProperty("file_results").GetArrayLength());
        Assert.False(json.TryGetProperty("file", out _), "An unset oneof member is left out.");
        Assert.Equal(JsonValueKind.Null, JsonSerializer.SerializeToElement(new RoomInfo(), ProtoJson.Twirp).GetProperty("version").ValueKind);
    }

    [Fact]
    public void Webhook_Defaults_AreLeftOut()
    {
        var news = new WebhookEvent { Event = "egress_started", CreatedAt = 5, EgressInfo = new EgressInfo { EgressId = "EG_1", FileResults = [new FileResult { Size = 3 }] } };

        Assert.Equal(
            """{"event":"egress_started","egressInfo":{"egressId":"EG_1","fileResults":[{"size":"3"}]},"createdAt":"5"}""",
            JsonSerializer.Serialize(news, ProtoJson.Webhook));
    }
}
