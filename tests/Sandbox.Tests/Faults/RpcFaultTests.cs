using System.Net;
using OrleansCalls.Sandbox.Tests.Hosting;

namespace OrleansCalls.Sandbox.Tests.Faults;

public sealed class RpcFaultTests
{
    private static readonly object Grants = new { roomCreate = true, roomList = true };

    [Fact]
    public async Task Rpc_FaultOfOneMethodTwice_StrikesThatOneTwice()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await PlanAsync(sandbox, new { method = "CreateRoom", status = 503, code = "unavailable", msg = "gone", times = 2 });

        Assert.Equal(HttpStatusCode.OK, (await sandbox.RpcAsync("RoomService/ListRooms", new { }, Grants)).Status);
        for (var i = 0; i < 2; i++)
        {
            var failed = await CreateAsync(sandbox);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.Status);
            Assert.Equal("""{"code":"unavailable","msg":"gone"}""", failed.Text);
        }

        Assert.False(await ExistsAsync(sandbox));
        Assert.Equal(HttpStatusCode.OK, (await CreateAsync(sandbox)).Status);
    }

    [Fact]
    public async Task Rpc_FaultAfterEffect_TakesEffectAndFails()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await PlanAsync(sandbox, new { method = "CreateRoom", status = 500, code = "internal", afterEffect = true });

        Assert.Equal(HttpStatusCode.InternalServerError, (await CreateAsync(sandbox)).Status);
        Assert.True(await ExistsAsync(sandbox));
    }

    [Theory]
    [InlineData("<html><h1>502 Bad Gateway</h1></html>", "text/html", "text/html")]
    [InlineData("upstream timed out", null, "text/plain; charset=utf-8")]
    [InlineData("", null, "text/plain; charset=utf-8")]
    public async Task Rpc_FaultWithABody_AnswersThatInPlaceOfTwirpsError(string body, string? contentType, string answered)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await PlanAsync(sandbox, new { method = "CreateRoom", status = 502, body, contentType, times = 1 });

        var failed = await CreateAsync(sandbox);
        Assert.Equal((HttpStatusCode.BadGateway, answered, body), (failed.Status, failed.ContentType?.ToString(), failed.Text));
        Assert.False(await ExistsAsync(sandbox));
        Assert.Equal(HttpStatusCode.OK, (await CreateAsync(sandbox)).Status);
    }

    [Fact]
    public async Task Rpc_FaultWithABodyAfterEffect_TakesEffectAndAnswersIt()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await PlanAsync(sandbox, new { method = "CreateRoom", status = 504, body = "<html>", contentType = "text/html", afterEffect = true });

        Assert.Equal("<html>", (await CreateAsync(sandbox)).Text);
        Assert.True(await ExistsAsync(sandbox));
    }

    [Fact]
    public async Task Rpc_OnlyDelayed_SucceedsAfterTheDelay()
    {
        var clock = TestSandbox.StoppedClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        await PlanAsync(sandbox, new { method = "*", delayMs = 60_000, times = 1 });

        var slow = CreateAsync(sandbox);
        await Eventually.GetAsync(async () => (await sandbox.ControlAsync(HttpMethod.Get, "/requests")).Text, counts => counts.Contains("CreateRoom", StringComparison.Ordinal));
        Assert.False(await ExistsAsync(sandbox));
        Assert.False(slow.IsCompleted);

        await Eventually.GetAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(60));
                return Task.FromResult(slow.IsCompleted);
            },
            done => done);
        Assert.Equal(HttpStatusCode.OK, (await slow).Status);
    }

    [Fact]
    public async Task Rpc_FaultsTakenBack_SucceedsAgain()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await PlanAsync(sandbox, new { method = "*", status = 503 });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await CreateAsync(sandbox)).Status);

        await sandbox.ControlAsync(HttpMethod.Delete, "/faults");
        Assert.Equal(HttpStatusCode.OK, (await CreateAsync(sandbox)).Status);
    }

    [Fact]
    public async Task Rpc_FaultOfOneRoom_StrikesThatOneAlone()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await PlanAsync(sandbox, new { room = "call", status = 503 });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await CreateAsync(sandbox)).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await sandbox.RpcAsync("RoomService/ListRooms", new { names = new[] { "other", "call" } }, Grants)).Status);
        Assert.Equal(HttpStatusCode.OK, (await sandbox.RpcAsync("RoomService/ListRooms", new { }, Grants)).Status);
        Assert.Equal(HttpStatusCode.OK, (await sandbox.RpcAsync("RoomService/CreateRoom", new { name = "other" }, Grants)).Status);
    }

    private static Task<TestSandbox.Answer> PlanAsync(TestSandbox sandbox, object rpc) => sandbox.ControlAsync(HttpMethod.Put, "/faults", new { rpc = new[] { rpc } });

    private static Task<TestSandbox.Answer> CreateAsync(TestSandbox sandbox) => sandbox.RpcAsync("RoomService/CreateRoom", new { name = "call" }, Grants);

    private static async Task<bool> ExistsAsync(TestSandbox sandbox) => (await sandbox.ControlAsync(HttpMethod.Get, "/rooms/call")).Status == HttpStatusCode.OK;
}
