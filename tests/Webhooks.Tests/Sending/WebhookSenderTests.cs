using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Testing;
using OrleansCalls.Webhooks.Tests.Hosting;

namespace OrleansCalls.Webhooks.Tests.Sending;

public sealed class WebhookSenderTests
{
    [Fact]
    public async Task Send_Request_IsAsStandardWebhooksHasIt()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var sender = new Sender();

        var attempt = await sender.SendAsync(receiver.Url + "?key=1");

        var request = Assert.Single(receiver.All);
        Assert.Equal((true, 204), (attempt.Succeeded, attempt.Status));
        Assert.Equal(("POST", "/hook", "evt_1"), (request.Method, request.Path, request.EventId));
        Assert.Equal("application/json", request.Headers["content-type"]);
        Assert.Equal("OrleansCalls-Webhooks/1.0", request.Headers["user-agent"]);
        Assert.InRange(
            long.Parse(request.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), -10, 0);
        Assert.Matches(@"\Av1,[A-Za-z0-9+/]{43}=\z", request.Headers["webhook-signature"]);
        Assert.DoesNotContain("traceparent", request.Headers.Keys);
        Assert.DoesNotContain("transfer-encoding", request.Headers.Keys);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(202, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    [InlineData(304, false)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(410, false)]
    [InlineData(500, false)]
    [InlineData(599, false)]
    public async Task Send_Status_DecidesAboutSuccess(int status, bool succeeded)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (_, context) => WebhookReceiver.Status(context, status);
        await using var sender = new Sender();

        var attempt = await sender.SendAsync(receiver.Url);

        Assert.Equal((succeeded, status, status is 410), (attempt.Succeeded, attempt.Status, attempt.IsGone));
        Assert.Equal(!succeeded, attempt.Error?.StartsWith($"Answered {status}", StringComparison.Ordinal) is true);
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, "7", 7)]
    [InlineData(500, "7", null)]
    [InlineData(503, "soon", null)]
    [InlineData(503, "-7", null)]
    [InlineData(503, "Thu, 01 Jan 1970 00:00:00 GMT", null)]
    public async Task Send_RetryAfter_IsHeardFromThoseWhoMayAsk(int status, string wish, int? seconds)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (_, context) =>
        {
            context.Response.Headers.RetryAfter = wish;
            return WebhookReceiver.Status(context, status);
        };
        await using var sender = new Sender();

        Assert.Equal(seconds, (int?)(await sender.SendAsync(receiver.Url)).RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task Send_RetryAfterADate_IsCountedFromNow()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (_, context) =>
        {
            context.Response.Headers.RetryAfter = TimeProvider.System.GetUtcNow().AddMinutes(5).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
            return WebhookReceiver.Status(context, 503);
        };
        await using var sender = new Sender();

        Assert.InRange((await sender.SendAsync(receiver.Url)).RetryAfter!.Value.TotalSeconds, 280, 300);
    }

    [Fact]
    public async Task Send_NoAnswer_GivesUpInTime()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (_, context) => WebhookReceiver.Hang(context);
        await using var sender = new Sender(new WebhookOptions { AllowPrivateTargets = true, Timeout = TimeSpan.FromMilliseconds(300) });

        var attempt = await sender.SendAsync(receiver.Url);

        Assert.Equal((null, "No answer in time"), (attempt.Status, attempt.Error));
        Assert.InRange(attempt.Took.TotalSeconds, 0.2, 10);
    }

    [Fact]
    public async Task Send_EndlessAnswer_IsNotRead()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var cut = new TaskCompletionSource();
        receiver.Answer = async (_, context) =>
        {
            var chunk = new byte[64 * 1024];
            context.RequestAborted.Register(cut.SetResult);
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
        };
        await using var sender = new Sender();
        var clock = Stopwatch.StartNew();

        Assert.True((await sender.SendAsync(receiver.Url)).Succeeded);

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
        await cut.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken); // the connection is given up, not read on
    }

    [Fact]
    public async Task Send_EnormousHeaders_AreAFailure()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (_, context) =>
        {
            context.Response.Headers["x-long"] = new string('a', 20 * 1024);
            return Task.CompletedTask;
        };
        await using var sender = new Sender();

        Assert.False((await sender.SendAsync(receiver.Url)).Succeeded);
    }

    [Fact]
    public async Task Send_CookiesOfAnAnswer_AreNotSentBack()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (_, context) =>
        {
            context.Response.Cookies.Append("a", "b");
            return Task.CompletedTask;
        };
        await using var sender = new Sender();

        await sender.SendAsync(receiver.Url);
        await sender.SendAsync(receiver.Url);

        Assert.All(receiver.All, r => Assert.DoesNotContain("cookie", r.Headers.Keys));
    }

    [Fact]
    public async Task Send_NobodyThere_SaysSo()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var sender = new Sender();

        Assert.Equal("The connection failed", (await sender.SendAsync($"http://127.0.0.1:{port}/")).Error);
    }

    [Fact]
    public async Task Send_UnknownName_SaysSo()
    {
        await using var sender = new Sender(
            new WebhookOptions { AllowPrivateTargets = true }, (_, _) => throw new SocketException((int)SocketError.HostNotFound));

        Assert.Equal("The host's name could not be resolved", (await sender.SendAsync("https://hooks.example.com/")).Error);
    }

    [Fact]
    public async Task Send_ConnectionThatIsNotMade_GivesUpInTime()
    {
        await using var sender = new Sender(
            new WebhookOptions { AllowPrivateTargets = true, ConnectTimeout = TimeSpan.FromMilliseconds(200) },
            async (_, cancellation) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
                return [];
            });

        Assert.Equal("No connection in time", (await sender.SendAsync("https://hooks.example.com/")).Error);
    }

    [Fact]
    public async Task Send_NoTlsAtTheOtherEnd_SaysSo()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var sender = new Sender();

        var attempt = await sender.SendAsync(receiver.Url.Replace("http://", "https://", StringComparison.Ordinal));

        Assert.Equal("The TLS connection failed: is the certificate valid?", attempt.Error);
    }
}
