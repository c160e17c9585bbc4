using System.Net;
using System.Net.Sockets;
using System.Text;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.OddInput;

/// <summary>Requests that are no proper HTTP, that end in their middle, or that come a byte at a time.</summary>
public sealed class BadFramingTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static readonly string[] s_takeABody =
    [
        "POST /api/calls", "POST /api/calls/{room}/transcript", "POST /api/fred/call", "POST /api/fred/call/summary", "POST /api/livekit/webhook",
        "POST /api/webhooks", "PATCH /api/webhooks/{id}",
    ];

    private FrontHost _front = null!;

    public static TheoryData<string> RoutesThatTakeABody => [.. s_takeABody];

    public async ValueTask InitializeAsync() => _front = await FrontHost.StartAsync();

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    [Theory]
    [InlineData("\r\n\r\n\r\n")]
    [InlineData("GET\r\n\r\n")]
    [InlineData("GET /health/live\r\n\r\n")]
    [InlineData("GET  /health/live HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a b/c@d\r\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\rHost: a\r\r")]
    [InlineData("GET /health/live HTTP/9.9\r\nHost: a\r\n\r\n")]
    [InlineData("GET /api/calls HTTP/1.1\r\nHost: a\r\nAuth")]
    [InlineData("POST /api/calls HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}{}{}")]
    [InlineData("POST /api/calls HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n{}")]
    [InlineData("POST /api/calls HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n{}")]
    [InlineData("POST /api/calls HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999\r\n\r\n{}")]
    [InlineData("POST /api/calls HTTP/1.1\r\nHost: a\r\nContent-Length: 0x10\r\n\r\n{}")]
    [InlineData("POST /api/calls HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n{}")]
    [InlineData("POST /api/calls HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("POST /api/calls HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n0\r\n\r\n")]
    [InlineData("POST /api/calls HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0\u0001")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    public async Task NoProperRequest_IsRefusedOrCut(string request)
    {
        var answer = await SendHalfAsync(request);

        Assert.True(answer is null or { Status: >= 400 and < 500 or 505 }, $"{answer?.Status} {answer?.Body}");
    }

    [Fact]
    public async Task LengthAndChunksAtOnce_NoSecondRequestIsSmuggled()
    {
        var answer = await SendHalfAsync(
            "POST /api/livekit/webhook HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nDELETE /api/calls/a_fred-call_1 HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.True(answer is null or { Status: 400 or 401, KeepsOpen: false }, $"{answer?.Status} {answer?["Connection"]}");
    }

    [Fact]
    public async Task Routes_ThatTakeABody_AreAllAskedHere()
    {
        var described = ApiRoute.All(await _front.GetAsync("/openapi/v1.json", user: null).JsonAsync())
            .Where(route => route.Body is not null).Select(route => $"{route.Method} {route.Path}");

        Assert.Equal(described.Append("POST /api/livekit/webhook").Order(StringComparer.Ordinal), s_takeABody.Order(StringComparer.Ordinal)); // whose body LiveKit describes
    }

    [Theory, MemberData(nameof(RoutesThatTakeABody))]
    public async Task Body_ThatEndsInItsMiddle_IsRefusedOrCut(string route)
    {
        var answer = await SendHalfAsync($"{Head(route)}Content-Length: 100\r\n\r\n{{\"callType\":");

        Assert.True(answer is null or { Status: >= 400 and < 500 }, $"{answer?.Status} {answer?.Body}");
        Assert.Empty(_front.Grains.Calls);
    }

    [Fact]
    public async Task Body_AByteAtATime_IsCut()
    {
        var taken = await Task.WhenAll(s_takeABody.Select(async route => await IsCutAsync(route) ? null : route)); // at once: each takes its time

        Assert.Empty(taken.OfType<string>());
        Assert.Empty(_front.Grains.Calls);
    }

    private async Task<bool> IsCutAsync(string route)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(_front.Address.Host, _front.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Head(route)}Content-Length: 100000\r\n\r\n"), TestContext.Current.CancellationToken);

        using var patience = new CancellationTokenSource(s_patience);
        var answer = new StreamReader(stream).ReadLineAsync(patience.Token).AsTask();
        while (!answer.IsCompleted)
        {
            try
            {
                await stream.WriteAsync(" "u8.ToArray(), patience.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                break;
            }

            await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token));
        }

        return !patience.IsCancellationRequested;
    }

    private static string Head(string route)
    {
        var line = route.Replace("{room}", "ana_fred-call_1", StringComparison.Ordinal).Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal);
        return $"{line} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {TestTokens.For("ana")}\r\nContent-Type: application/json\r\n";
    }

    private async Task<RawAnswer?> SendHalfAsync(string request)
    {
        using var http = new RawHttp(_front.Address);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        return await http.SendHalfAsync(Encoding.Latin1.GetBytes(request), patience.Token);
    }
}
