using System.Net;
using System.Net.Sockets;
using System.Text;
using OrleansCalls.Grains.Interfaces;

namespace OrleansCalls.Http.Tests.Front;

public sealed class RoutingTests : IAsyncLifetime
{
    private FrontHost _front = null!;

    public async ValueTask InitializeAsync() => _front = await FrontHost.StartAsync();

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    [Theory]
    [InlineData("020235")]
    [InlineData("cafe")]
    [InlineData("a%2Fb")]
    [InlineData("a%252Fb")]
    [InlineData("a%2Ftranscript")]
    [InlineData("%FF%FE")]
    [InlineData("%F0%9F%93%9E_fred-call_1")]
    [InlineData("ana_fred-call_1%0a")]
    [InlineData("ana_fred-call_1%20")]
    [InlineData("' or 1=1 --")]
    [InlineData("ana_fred-call_99999999999999999999")]
    public async Task Room_OfForeignName_Is404WithoutAGrain(string room)
    {
        foreach (var path in new[] { "", "/transcript", "/recording" })
            Assert.Equal(HttpStatusCode.NotFound, await _front.GetAsync($"/api/calls/{room}{path}").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await _front.PostAsync($"/api/calls/{room}/end", "").StatusAsync());

        Assert.Empty(_front.Grains.Calls);
    }

    [Theory]
    [InlineData("GET /api/calls/%00 HTTP/1.1")]
    [InlineData("GET /api/calls/%ff%00%c0%80 HTTP/1.1")]
    [InlineData("GET /api/calls/\u0001\u007f HTTP/1.1")]
    [InlineData("GET /api/calls/../../etc HTTP/1.1")]
    public async Task Room_OfRawBytes_HarmsNothing(string requestLine)
    {
        var address = _front.Address;
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.Latin1.GetBytes($"{requestLine}\r\nHost: x\r\nAuthorization: Bearer {TestTokens.For("ana")}\r\nConnection: close\r\n\r\n"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var status = await reader.ReadLineAsync(TestContext.Current.CancellationToken);

        Assert.Matches(" (400|404) ", status);
        Assert.Empty(_front.Grains.Calls);
    }

    [Fact]
    public async Task Call_WithTheDatabaseAway_IsAnsweredWithoutItsTimeline()
    {
        _front.Grains.Call("ana_fred-call_1").Existing("ana");
        Assert.Empty((await _front.GetAsync("/api/calls/ana_fred-call_1").JsonAsync())["timeline"]!.AsArray());

        _front.Grains.Queries.Trouble = "gone";
        var call = await _front.GetAsync("/api/calls/ana_fred-call_1").JsonAsync();

        Assert.Equal("in_progress", call["status"]!.GetValue<string>());
        Assert.Null(call["timeline"]);
    }

    [Fact]
    public async Task Room_WithEncodedCharacters_IsDecodedOnce()
    {
        _front.Grains.Call("auth0|ana_fred-call_1").Existing("ana");

        Assert.Equal(HttpStatusCode.OK, await _front.GetAsync("/api/calls/auth0%7Cana%5Ffred-call_1").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await _front.GetAsync("/api/calls/auth0%257Cana_fred-call_1").StatusAsync());
    }

    [Theory]
    [InlineData(CallStatus.Starting)]
    [InlineData(CallStatus.StartFailed)]
    public async Task Call_ThatNeverCameToBe_Is404(CallStatus status)
    {
        _front.Grains.Call("ana_fred-call_1").Existing("ana", status);

        Assert.Equal(HttpStatusCode.NotFound, await _front.GetAsync("/api/calls/ana_fred-call_1").StatusAsync());
    }

    [Fact]
    public async Task Call_OfAnotherUser_LooksLikeNone()
    {
        // The name says bea, the store says ana: only the store counts.
        _front.Grains.Call("bea_fred-call_1").Existing("ana");

        Assert.Equal(HttpStatusCode.NotFound, await _front.GetAsync("/api/calls/bea_fred-call_1", "bea").StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await _front.GetAsync("/api/calls/bea_fred-call_1", "ana").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await _front.PostAsync("/api/calls/bea_fred-call_1/token", "", "bea").StatusAsync());
        var summary = """{"roomName":"bea_fred-call_1","callType":"on-demand","durationSeconds":1,"transcript":[]}""";
        Assert.Equal(HttpStatusCode.Forbidden, await _front.PostAsync("/api/fred/call/summary", summary, "bea").StatusAsync());
        Assert.Equal(
            HttpStatusCode.NotFound,
            await _front.PostAsync("/api/fred/call/summary", summary.Replace("_1", "_2", StringComparison.Ordinal), "bea").StatusAsync());
    }

    [Fact]
    public async Task Token_OfCallThatEnded_Is409()
    {
        var call = _front.Grains.Call("ana_fred-call_1").Existing("ana");
        Assert.NotNull((await _front.PostAsync("/api/calls/ana_fred-call_1/token", "").JsonAsync())["token"]);

        Assert.Equal(HttpStatusCode.Accepted, await _front.PostAsync("/api/calls/ana_fred-call_1/end", "").StatusAsync());
        Assert.Equal(HttpStatusCode.Conflict, await _front.PostAsync("/api/calls/ana_fred-call_1/token", "").StatusAsync());
        call.Set(c => c with { EndRequested = false, Status = CallStatus.Completed });
        Assert.Equal(HttpStatusCode.Conflict, await _front.PostAsync("/api/calls/ana_fred-call_1/token", "").StatusAsync());
    }

    [Fact]
    public async Task Errors_OutsideOfHandlers_HaveTheShapeOfTheirPath()
    {
        var wrongMethod = await _front.GetAsync("/api/fred/call").JsonAsync(HttpStatusCode.MethodNotAllowed);
        var noRoute = await _front.GetAsync("/api/nothing").JsonAsync(HttpStatusCode.NotFound);
        var badQuery = await _front.GetAsync("/api/calls/ana_fred-call_1/recording?redirect=perhaps").JsonAsync(HttpStatusCode.BadRequest);

        Assert.NotNull(wrongMethod["error"]);
        Assert.Equal(404, noRoute["status"]!.GetValue<int>());
        Assert.Equal(400, badQuery["status"]!.GetValue<int>());
    }

    [Fact]
    public async Task Grains_ThatAreAwayForAMoment_AreAskedAgain()
    {
        var call = _front.Grains.Call("ana_fred-call_1").Existing("ana");
        call.FailNext(new Orleans.Runtime.SiloUnavailableException("gone"));

        Assert.Equal(HttpStatusCode.OK, await _front.GetAsync("/api/calls/ana_fred-call_1").StatusAsync());
    }

    [Fact]
    public async Task Grains_ThatStayAway_Give503WithRetryAfter()
    {
        var call = _front.Grains.Call("ana_fred-call_1").Existing("ana");
        for (var i = 0; i < 3; i++)
            call.FailNext(new TimeoutException());

        using var response = await _front.GetAsync("/api/calls/ana_fred-call_1");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Health_SaysThatItIsNotReadyAndNotWhy()
    {
        Assert.Equal(HttpStatusCode.OK, await _front.GetAsync("/health/ready", null).StatusAsync());
        _front.Grains.Queries.Trouble = "The database is not migrated";

        var answer = await _front.GetAsync("/health/ready", null).JsonAsync(HttpStatusCode.ServiceUnavailable);

        Assert.Equal("""{"status":"not ready"}""", answer.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, await _front.GetAsync("/health/live", null).StatusAsync());
    }

    [Fact]
    public async Task Description_NamesEveryRouteAndTheDocsNeedNoOtherServer()
    {
        var document = await _front.GetAsync("/openapi/v1.json", null).JsonAsync();
        using var page = await _front.GetAsync("/docs/", null);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        string[] paths = ["/api/calls", "/api/calls/{room}", "/api/calls/{room}/end", "/api/calls/{room}/events", "/api/calls/{room}/recording", "/api/calls/{room}/summary", "/api/calls/{room}/token",
            "/api/calls/{room}/transcript", "/api/fred/call", "/api/fred/call/summary", "/api/livekit/webhook",
            "/api/webhooks", "/api/webhooks/{id}", "/api/webhooks/{id}/deliveries", "/api/webhooks/{id}/deliveries/{deliveryId}",
            "/api/webhooks/{id}/deliveries/{deliveryId}/send", "/api/webhooks/{id}/secret", "/api/webhooks/{id}/test",
            "/health/live", "/health/ready", "/metrics"];
        Assert.Equal(paths, document["paths"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotMatch("""(src|href)=["']?(https?:)?//""", html);
    }

    [Fact]
    public async Task Description_OfTheStream_SaysWhatItsEventsHold()
    {
        var document = await _front.GetAsync("/openapi/v1.json", null).JsonAsync();
        var stream = document["paths"]!["/api/calls/{room}/events"]!["get"]!["responses"]!["200"]!["content"]!["text/event-stream"]!["schema"]!;
        var schemas = document["components"]!["schemas"]!.AsObject();

        Assert.Equal(
            [("call", "#/components/schemas/CallResponse", true), ("segment", "#/components/schemas/SegmentEvent", true), ("heartbeat", "#/components/schemas/HeartbeatEvent", false)],
            stream["oneOf"]!.AsArray().Select(e => e!["properties"]!).Select(e => (e["event"]!["const"]!.GetValue<string>(), e["data"]!["$ref"]!.GetValue<string>(), e["id"] is not null)));
        Assert.Equal(["endedAt", "final", "id", "speaker", "startedAt", "text"], schemas["SegmentEvent"]!["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.NotNull(schemas["CallResponse"]!["properties"]!["recording"]);
        Assert.DoesNotContain(schemas, s => s.Key.StartsWith("SseItem", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calling_WithoutLiveKit_IsOff()
    {
        await using var front = await FrontHost.StartAsync(("LIVEKIT_URL", ""), ("LIVEKIT_API_KEY", ""), ("LIVEKIT_API_SECRET", ""));

        var start = await front.PostAsync("/api/fred/call", "{}").JsonAsync(HttpStatusCode.ServiceUnavailable);

        Assert.Equal("""{"error":"Voice calling is not configured"}""", start.ToJsonString());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await front.PostAsync("/api/calls", "{}").StatusAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await front.PostAsync("/api/livekit/webhook", "{}", null).StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await front.GetAsync("/api/calls").StatusAsync());
    }
}
