using System.Net;
using OrleansCalls.Sandbox.Tests.Ogg;
using OrleansCalls.Testing;

namespace OrleansCalls.Sandbox.Tests.Egresses;

/// <summary>Egresses of web pages, which need no room.</summary>
public sealed class WebEgressTests(S3Fixture s3)
{
    [Fact]
    public async Task Start_PageOpens_RecordsSilenceUntilItIsStopped()
    {
        var store = await s3.ServerAsync();
        await using var rig = await EgressRig.StartAsync(store);
        var id = await StartAsync(rig, rig.Sandbox.Environment["LIVEKIT_URL"]);
        await rig.EgressAsync(id, "EGRESS_ACTIVE");
        rig.Clock.Advance(TimeSpan.FromSeconds(3));
        await rig.RpcAsync("Egress/StopEgress", new { egress_id = id });
        var complete = await rig.EgressAsync(id, "EGRESS_COMPLETE");

        using var client = store.CreateClient();
        using var found = await client.GetObjectAsync(store.Bucket, $"{rig.Folder}/page.ogg", TestContext.Current.CancellationToken);
        var file = new MemoryStream();
        await found.ResponseStream.CopyToAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(TimeSpan.FromSeconds(3), OggFile.PlayedLength(file.ToArray()));
        Assert.Equal("{secret}", complete.GetProperty("web").GetProperty("file_outputs")[0].GetProperty("s3").GetProperty("secret").GetString());
        Assert.Equal("", complete.GetProperty("room_name").GetString());
        Assert.Equal([("egress_started", "-"), ("egress_updated", "EGRESS_ACTIVE"), ("egress_updated", "EGRESS_ENDING"), ("egress_ended", "EGRESS_COMPLETE")], await rig.EgressHooksAsync(id));
    }

    [Fact]
    public async Task Start_PageDoesNotOpen_Fails()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        var id = await StartAsync(rig, "http://127.0.0.1:1/");
        var failed = await rig.EgressAsync(id, "EGRESS_FAILED");

        Assert.Equal(("page load error: net::ERR_CONNECTION_REFUSED", 400), (failed.GetProperty("error").GetString(), failed.GetProperty("error_code").GetInt32()));
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("about:blank")]
    [InlineData("")]
    public async Task Start_NoWebPage_Is400(string url)
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        var refused = await rig.RpcAsync("Egress/StartWebEgress", Request(rig, url));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_argument"), (refused.Status, refused.Code));
    }

    private static async Task<string> StartAsync(EgressRig rig, string url) =>
        (await rig.RpcAsync("Egress/StartWebEgress", Request(rig, url))).Json.GetProperty("egress_id").GetString()!;

    private static object Request(EgressRig rig, string url) => new
    {
        url,
        audio_only = true,
        file_outputs = new[] { new { file_type = "OGG", filepath = $"{rig.Folder}/page.ogg", s3 = rig.S3 } },
    };
}
