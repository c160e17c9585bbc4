using OrleansCalls.LiveKit.Rooms;

namespace OrleansCalls.LiveKit.Tests.Client;

/// <summary>Everything that can come instead of an answer.</summary>
public sealed class ErrorTests
{
    private const string Json = "application/json";
    private const string Text = "text/plain; charset=utf-8";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(404, Json, """{"code":"not_found","msg":"twirp error unknown: requested room does not exist"}""", "not_found", "notfound", "404 not_found: twirp error unknown: requested room does not exist")]
    [InlineData(404, Json, """{"code":"bad_route","msg":"no handler","meta":{"twirp_invalid_route":"POST /x"}}""", "bad_route", "", "404 bad_route: no handler")]
    [InlineData(404, "text/html", "<html>nothing here</html>", "", "", "404")]
    [InlineData(401, Json, """{"code":"unauthenticated","msg":"permissions denied"}""", "unauthenticated", "refused", "401 unauthenticated: permissions denied")]
    [InlineData(401, Text, "invalid API key", "", "refused", "401: invalid API key")]
    [InlineData(403, Json, """{"code":"permission_denied","msg":"no"}""", "permission_denied", "refused", "403 permission_denied: no")]
    [InlineData(400, Json, """{"code" : "invalid_argument", "msg" : "room name length exceeds limits"}""", "invalid_argument", "refused", "400 invalid_argument: room name length exceeds limits")]
    [InlineData(412, Json, """{"code":"failed_precondition","msg":"egress with status EGRESS_COMPLETE cannot be stopped"}""", "failed_precondition", "", "412 failed_precondition: egress with status EGRESS_COMPLETE cannot be stopped")]
    [InlineData(413, Text, "request body too large", "", "", "413: request body too large")]
    [InlineData(408, Json, """{"code":"deadline_exceeded","msg":"request timed out"}""", "deadline_exceeded", "transient", "408 deadline_exceeded: request timed out")]
    [InlineData(429, Json, """{"code":"resource_exhausted","msg":"slow down"}""", "resource_exhausted", "transient", "429 resource_exhausted: slow down")]
    [InlineData(503, Json, """{"code":"unavailable","msg":"no response from servers"}""", "unavailable", "transient", "503 unavailable: no response from servers")]
    [InlineData(500, Json, """{"code":"internal"}""", "internal", "transient", "500 internal")]
    [InlineData(500, Json, "", "", "transient", "500")]
    [InlineData(502, "text/html", "<html><h1>Bad gateway</h1></html>", "", "transient", "502")]
    [InlineData(503, Json, """{"code":503,"msg":["x"]}""", "", "transient", "503")]
    [InlineData(503, Json, "[]", "", "transient", "503")]
    [InlineData(200, Json, "", "", "", "an answer that cannot be read")]
    [InlineData(200, Json, "{\"sid\":", "", "", "an answer that cannot be read")]
    [InlineData(200, Json, "[]", "", "", "an answer that cannot be read")]
    [InlineData(200, Json, """{"sid":42}""", "", "", "an answer that cannot be read")]
    [InlineData(200, Json, """{"sid":"\ud800"}""", "", "", "an answer that cannot be read")]
    [InlineData(200, Json, """{"sid":"RM_1","creation_time":"yesterday"}""", "", "", "an answer that cannot be read")]
    [InlineData(200, "text/html", "<html>Sign in to the hotel's network</html>", "", "", "an answer that cannot be read")]
    public async Task AnyCall_NoProperAnswer_SaysWhatCame(int status, string contentType, string body, string code, string kind, string text)
    {
        await using var liveKit = await OtherSide.AnswersAsync(status, contentType, body);

        var error = await FailsAsync(liveKit.Client());

        Assert.Equal((status, code), (error.HttpStatus, error.Code));
        Assert.Equal($"LiveKit RoomService/CreateRoom: {text}", error.Message);
        Assert.Equal(
            (kind is "notfound", kind is "refused", kind is "transient"),
            (error.IsNotFound, error.IsRefused, error.IsTransient));
    }

    [Theory]
    [InlineData(502, "text/html", "502")]
    [InlineData(502, "text/html; charset=utf-8", "502")]
    [InlineData(502, "application/xhtml+xml", "502")]
    [InlineData(502, Json, "502")]
    [InlineData(200, "text/html", "an answer that cannot be read")]
    [InlineData(200, Text, "an answer that cannot be read")]
    public async Task AnyCall_PageOfAProxy_IsNoWordOfTheError(int status, string contentType, string text)
    {
        await using var liveKit = await OtherSide.AnswersAsync(
            status, contentType, "<html>\n<title>502 Bad Gateway</title>\n<p>No upstream at livekit-7.internal, request 4711.</p>\n</html>");

        var error = await FailsAsync(liveKit.Client());

        Assert.Equal((status, ""), (error.HttpStatus, error.Code));
        Assert.Equal($"LiveKit RoomService/CreateRoom: {text}", error.Message);
        Assert.All(["Bad Gateway", "livekit-7", "4711"], word => Assert.DoesNotContain(word, error.ToString(), StringComparison.Ordinal)); // logs take it whole
    }

    [Fact]
    public async Task AnyCall_EndlessOrEchoedText_IsCutAndHoldsNoToken()
    {
        await using var liveKit = await OtherSide.StartAsync(context =>
        {
            context.Response.StatusCode = 401;
            context.Response.ContentType = "text/plain";
            return context.Response.WriteAsync($"bad\r\n header\t\u0007{context.Request.Headers.Authorization} {new string('x', 100_000)}");
        });

        var error = await FailsAsync(liveKit.Client());

        Assert.DoesNotContain("eyJ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.InRange(error.Message.Length, 300, 400);
    }

    [Fact]
    public async Task AnyCall_AnswerWithoutEnd_IsNotReadToItsEnd()
    {
        await using var liveKit = await OtherSide.StartAsync(async context =>
        {
            var megabyte = new byte[1024 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(megabyte, context.RequestAborted);
            }
        });

        var error = await FailsAsync(liveKit.Client());

        Assert.Equal(200, error.HttpStatus);
        Assert.Contains("16777216 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_NobodyListens_IsTransient()
    {
        await using var liveKit = await OtherSide.AnswersAsync("{}");
        var client = liveKit.Client();
        await liveKit.StopAsync();

        var error = await FailsAsync(client);

        Assert.Null(error.HttpStatus);
        Assert.True(error.IsTransient);
        Assert.IsType<HttpRequestException>(error.InnerException);
    }

    [Fact]
    public async Task AnyCall_ConnectionCutWithinTheAnswer_IsTransient()
    {
        await using var liveKit = await OtherSide.StartAsync(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("{\"sid\"");
            context.Abort();
        });

        var error = await FailsAsync(liveKit.Client());

        Assert.Null(error.HttpStatus);
        Assert.True(error.IsTransient);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnyCall_NoAnswerInTime_IsTransient(bool withHeaders)
    {
        var asked = new TaskCompletionSource();
        await using var liveKit = await OtherSide.StartAsync(context => HangAsync(context, asked, withHeaders));
        var client = liveKit.Client(liveKit.Options with { CallTimeout = TimeSpan.FromSeconds(3) });

        var call = FailsAsync(client);
        await asked.Task.WaitAsync(Cancel);
        liveKit.Time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(call.IsCompleted);
        liveKit.Time.Advance(TimeSpan.FromSeconds(0.1));
        var error = await call;

        Assert.Equal("LiveKit RoomService/CreateRoom: no answer within 3 s", error.Message);
        Assert.Null(error.HttpStatus);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task StartEgress_NoAnswer_IsWaitedForLonger()
    {
        var asked = new TaskCompletionSource();
        await using var liveKit = await OtherSide.StartAsync(context => HangAsync(context, asked, withHeaders: false));

        var call = liveKit.Client().StartRoomCompositeEgressAsync(new() { RoomName = "r", FileOutputs = [] }, Cancel);
        await asked.Task.WaitAsync(Cancel);
        liveKit.Time.Advance(TimeSpan.FromSeconds(74));
        Assert.False(call.IsCompleted);
        liveKit.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.True((await Assert.ThrowsAsync<LiveKitException>(() => call)).IsTransient);
    }

    [Fact]
    public async Task AnyCall_CallerCancels_IsCancelledNotFailed()
    {
        var asked = new TaskCompletionSource();
        await using var liveKit = await OtherSide.StartAsync(context => HangAsync(context, asked, withHeaders: false));
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var call = liveKit.Client().DeleteRoomAsync("r", caller.Token);
        await asked.Task.WaitAsync(Cancel);
        await caller.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(caller.Token, cancelled.CancellationToken);
    }

    private static async Task HangAsync(HttpContext context, TaskCompletionSource asked, bool withHeaders)
    {
        if (withHeaders)
        {
            await context.Response.StartAsync();
        }

        asked.SetResult();
        var gone = new TaskCompletionSource();
        await using var _ = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private static Task<LiveKitException> FailsAsync(LiveKitClient client) =>
        Assert.ThrowsAsync<LiveKitException>(() => client.CreateRoomAsync(new CreateRoomRequest { Name = "r" }, Cancel));
}
