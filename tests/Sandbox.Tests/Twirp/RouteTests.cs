using System.Net;
using System.Text;
using OrleansCalls.LiveKit.Sandbox.Twirp;
using OrleansCalls.Sandbox.Tests.Hosting;

namespace OrleansCalls.Sandbox.Tests.Twirp;

public sealed class RouteTests
{
    [Theory]
    [InlineData("POST", "/twirp/livekit.RoomService/Nonsense", "application/json")]
    [InlineData("POST", "/twirp/livekit.Nonsense/CreateRoom", "application/json")]
    [InlineData("POST", "/twirp/livekit.RoomService/CreateRoom", "text/json")]
    [InlineData("GET", "/twirp/livekit.RoomService/CreateRoom", "application/json")]
    public async Task Rpc_BadRoute_SaysSo(string method, string path, string contentType)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var answer = await sandbox.SendAsync(new HttpMethod(method), path, method == "GET" ? null : new StringContent("{}", Encoding.UTF8, contentType), null);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("application/json", answer.ContentType?.ToString());
        Assert.Equal("bad_route", answer.Code);
        Assert.Equal($"{method} {path}", answer.Json.GetProperty("meta").GetProperty("twirp_invalid_route").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"name":5}""")]
    public async Task Rpc_BodyThatIsNoRequest_IsMalformed(string body)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await sandbox.PostAsync("/twirp/livekit.RoomService/CreateRoom", content, $"Bearer {sandbox.Token(new { roomCreate = true })}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("malformed", answer.Code);
    }

    [Fact]
    public async Task Rpc_BodyOfMoreThanTenMegabytes_IsRefusedInPlainText()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var content = new StringContent(new string(' ', TwirpRoutes.LargestBody + 1), Encoding.UTF8, "application/json");
        var answer = await sandbox.PostAsync("/twirp/livekit.RoomService/CreateRoom", content, $"Bearer {sandbox.Token(new { roomCreate = true })}");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal("request body too large", answer.Text);
    }

    [Fact]
    public async Task Requests_AfterRpcs_AreCountedUntilReset()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.RpcAsync("RoomService/CreateRoom", new { name = "call" }, new { roomCreate = true });
        await sandbox.RpcAsync("RoomService/CreateRoom", new { name = "call" }, new { });

        Assert.Equal("""{"CreateRoom":2}""", (await sandbox.ControlAsync(HttpMethod.Get, "/requests")).Text);
        await sandbox.ControlAsync(HttpMethod.Delete, "/requests");
        Assert.Equal("{}", (await sandbox.ControlAsync(HttpMethod.Get, "/requests")).Text);
    }

    [Fact]
    public async Task Root_Asked_IsHealthy()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        Assert.Equal("OK", (await sandbox.SendAsync(HttpMethod.Get, "/", null, null)).Text);
    }
}
