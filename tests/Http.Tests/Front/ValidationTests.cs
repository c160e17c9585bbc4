using System.Net;
using System.Text;
using OrleansCalls.Grains.Interfaces;

namespace OrleansCalls.Http.Tests.Front;

public sealed class ValidationTests : IAsyncLifetime
{
    private const string Room = "ana_fred-call_1";
    private FrontHost _front = null!;

    public async ValueTask InitializeAsync()
    {
        _front = await FrontHost.StartAsync();
        _front.Grains.Call(Room).Existing("ana");
    }

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    [Theory]
    [InlineData("""{"callType":"daily"}""", "callType")]
    [InlineData("""{"callType":7}""", "callType")]
    [InlineData("""{"participantName":""}""", "participantName")]
    [InlineData("""{"participantName":5}""", "participantName")]
    [InlineData("""{"participantName":"a\u0000b"}""", "participantName")]
    [InlineData("""{"participantName":"a\ud800b"}""", "participantName")]
    [InlineData("""[]""", "body")]
    [InlineData("""{"callType":""", "body")]
    public async Task Start_WithBadBody_Is400NamingTheField(string body, string field)
    {
        var dropIn = await _front.PostAsync("/api/fred/call", body).JsonAsync(HttpStatusCode.BadRequest);
        var problem = await _front.PostAsync("/api/calls", body).JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal("Invalid request", dropIn["error"]!.GetValue<string>());
        Assert.NotEmpty(dropIn["details"]![field]!.AsArray());
        Assert.NotEmpty(problem["errors"]![field]!.AsArray());
    }

    [Theory]
    [InlineData("text/plain; charset=UTF-8")] // what a browser says of a string
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task Start_WithAnyContentType_IsReadAsJson(string? type)
    {
        foreach (var (path, status) in new[] { ("/api/fred/call", HttpStatusCode.OK), ("/api/calls", HttpStatusCode.Created) })
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"callType":"scheduled"}"""));
            if (type is not null)
                content.Headers.TryAddWithoutValidation("Content-Type", type);
            Assert.Equal("scheduled", (await _front.SendAsync(HttpMethod.Post, path, content).JsonAsync(status))["callType"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Start_WithNameOf101Characters_Is400AndOf100IsNot()
    {
        Assert.Equal(HttpStatusCode.OK, await _front.PostAsync("/api/fred/call", Named(new string('x', 100))).StatusAsync());
        Assert.Equal(HttpStatusCode.BadRequest, await _front.PostAsync("/api/fred/call", Named(new string('x', 101))).StatusAsync());
        Assert.Equal(HttpStatusCode.BadRequest, await _front.PostAsync("/api/fred/call", Named(new string('世', 90))).StatusAsync());

        static string Named(string name) => $$"""{"participantName":"{{name}}"}""";
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"unknown":{"deep":[1]},"callType":"on-demand"}""")]
    [InlineData("""{"\ud800":1}""")]
    public async Task Start_WithNothingNeeded_HasDefaults(string body)
    {
        var call = await _front.PostAsync("/api/fred/call", body).JsonAsync();

        Assert.Equal("on-demand", call["callType"]!.GetValue<string>());
        Assert.Equal(600, call["maxDuration"]!.GetValue<int>());
        Assert.Equal("wss://livekit.test/rtc", call["url"]!.GetValue<string>());
        Assert.True(call.AsObject().ContainsKey("egressId"));
        Assert.Equal("Founder", _front.Grains.Call(call["room"]!.GetValue<string>()).State!.ParticipantName);
    }

    [Fact]
    public async Task Start_WithFieldsThatAreNotTheCallers_TakesNoneOfThem()
    {
        var call = await _front.PostAsync(
            "/api/fred/call",
            """{"userId":"bea","sub":"bea","room":"bea_fred-call_1","roomName":"bea_fred-call_1","status":"completed","maxDuration":9999,"startId":"0192f2d4-8a6e-7c3b-9f10-2b6d1c4e5a70"}""")
            .JsonAsync();

        Assert.StartsWith("ana_fred-call_", call["room"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(600, call["maxDuration"]!.GetValue<int>());
        var started = _front.Grains.Call(call["room"]!.GetValue<string>()).State!;
        Assert.Equal(("ana", CallStatus.InProgress), (started.UserId, started.Status));
        Assert.NotEqual(new Guid("0192f2d4-8a6e-7c3b-9f10-2b6d1c4e5a70"), started.StartId);
    }

    [Fact]
    public async Task Start_WithoutAnyBody_HasDefaults() =>
        Assert.Equal(HttpStatusCode.OK, await _front.SendAsync(HttpMethod.Post, "/api/fred/call").StatusAsync());

    [Theory]
    [InlineData("""{"callType":"on-demand","durationSeconds":1,"transcript":[]}""", "roomName")]
    [InlineData("""{"roomName":"","callType":"on-demand","durationSeconds":1,"transcript":[]}""", "roomName")]
    [InlineData("""{"roomName":"r","callType":"x","durationSeconds":1,"transcript":[]}""", "callType")]
    [InlineData("""{"roomName":"r","callType":"on-demand","durationSeconds":-1,"transcript":[]}""", "durationSeconds")]
    [InlineData("""{"roomName":"r","callType":"on-demand","durationSeconds":1.5,"transcript":[]}""", "durationSeconds")]
    [InlineData("""{"roomName":"r","callType":"on-demand","durationSeconds":"1","transcript":[]}""", "durationSeconds")]
    [InlineData("""{"roomName":"r","callType":"on-demand","durationSeconds":1e300,"transcript":[]}""", "durationSeconds")]
    [InlineData("""{"roomName":"r","callType":"on-demand","durationSeconds":1}""", "transcript")]
    [InlineData("""{"roomName":"r","callType":"on-demand","durationSeconds":1,"transcript":{}}""", "transcript")]
    [InlineData("""{"roomName":"r","callType":"on-demand","durationSeconds":1,"transcript":[{"speaker":"ana","text":""}]}""", "transcript[0].speaker")]
    [InlineData("""{"roomName":"r","callType":"on-demand","durationSeconds":1,"transcript":[{"speaker":"user"}]}""", "transcript[0].text")]
    [InlineData("""{"roomName":"r","callType":"on-demand","durationSeconds":1,"transcript":[5]}""", "transcript[0]")]
    [InlineData("""{"roomName":"r","callType":"on-demand","durationSeconds":1,"transcript":[{"speaker":"user","text":"\udc00"}]}""", "transcript[0].text")]
    [InlineData("", "body")]
    public async Task Summary_WithBadBody_Is400NamingTheField(string body, string field)
    {
        var answer = await _front.PostAsync("/api/fred/call/summary", body).JsonAsync(HttpStatusCode.BadRequest);

        Assert.NotEmpty(answer["details"]![field]!.AsArray());
    }

    [Fact]
    public async Task Summary_With501Lines_Is400()
    {
        var lines = string.Join(',', Enumerable.Repeat("""{"speaker":"user","text":"x"}""", 501));

        var answer = await _front.PostAsync(
            "/api/fred/call/summary",
            $$"""{"roomName":"{{Room}}","callType":"on-demand","durationSeconds":1,"transcript":[{{lines}}]}""").JsonAsync(HttpStatusCode.BadRequest);

        Assert.NotNull(answer["details"]!["transcript"]);
    }

    [Fact]
    public async Task Summary_OfGoodBody_IsAnswered()
    {
        var answer = await _front.PostAsync(
            "/api/fred/call/summary",
            $$"""{"roomName":"{{Room}}","callType":"on-demand","durationSeconds":63,"transcript":[{"speaker":"user","text":"Hi","timestamp":"00:01"}]}""").JsonAsync();

        Assert.Equal(
            """{"success":true,"transcript":"Fred: Hello\nFounder: Hi","summary":"It went well.","decisions":[],"nextActions":["a","b","c"]}""",
            answer.ToJsonString());
    }

    [Theory]
    [InlineData("[]", "body")]
    [InlineData("{}", "body")]
    [InlineData("""[{"speaker":"user","text":"x","startedAt":"2026-01-01T00:00:00Z","final":true}]""", "[0].id")]
    [InlineData("""[{"id":"1","speaker":"user","text":"x","startedAt":"2026-01-01T00:00:00","final":true}]""", "[0].startedAt")]
    [InlineData("""[{"id":"1","speaker":"user","text":"x","startedAt":"2026-01-01T00:00:01Z","endedAt":"2026-01-01T00:00:00Z","final":true}]""", "[0].endedAt")]
    [InlineData("""[{"id":"1","speaker":"user","text":"x","startedAt":"2026-01-01T00:00:00Z"}]""", "[0].final")]
    [InlineData("""[{"id":"1","speaker":"user","text":null,"startedAt":"2026-01-01T00:00:00Z","final":true}]""", "[0].text")]
    public async Task Segments_WithBadBody_Are400NamingTheField(string body, string field)
    {
        var answer = await _front.PostAsync($"/api/calls/{Room}/transcript", body).JsonAsync(HttpStatusCode.BadRequest);

        Assert.NotEmpty(answer["errors"]![field]!.AsArray());
        Assert.Empty(_front.Grains.Call(Room).Segments);
    }

    [Fact]
    public async Task Segments_OfGoodBody_AreAcknowledged()
    {
        var answer = await _front.PostAsync(
            $"/api/calls/{Room}/transcript",
            """[{"id":"1","speaker":"fred","text":"x","startedAt":"2026-01-01T01:00:00.123456789+01:00","endedAt":"2026-01-01T00:00:01Z","final":false}]""").JsonAsync();

        Assert.Equal("""{"accepted":1,"changed":1}""", answer.ToJsonString());
        Assert.Equal(TimeSpan.Zero, Assert.Single(_front.Grains.Call(Room).Segments).StartedAt.Offset);
    }

    [Fact]
    public async Task Segments_201InARequest_Are400And200AreTaken()
    {
        var refused = await _front.PostAsync($"/api/calls/{Room}/transcript", Segments(201)).JsonAsync(HttpStatusCode.BadRequest);
        Assert.NotEmpty(refused["errors"]!["body"]!.AsArray());
        Assert.Empty(_front.Grains.Call(Room).Segments);

        var taken = await _front.PostAsync($"/api/calls/{Room}/transcript", Segments(200)).JsonAsync();
        Assert.Equal("""{"accepted":200,"changed":200}""", taken.ToJsonString());
        Assert.Equal(200, _front.Grains.Call(Room).Segments.Count);

        static string Segments(int count)
        {
            var segments = Enumerable.Range(1, count).Select(n => $$"""{"id":"{{n}}","speaker":"user","text":"x","startedAt":"2026-01-01T00:00:00Z","final":true}""");
            return $"[{string.Join(',', segments)}]";
        }
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("status=done", "status")]
    [InlineData("callType=daily", "callType")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-01-01T00:00:00", "to")]
    [InlineData("text=a%00b", "text")]
    [InlineData("limit=1&limit=2", "limit")]
    public async Task List_WithBadParameter_Is400NamingIt(string query, string parameter)
    {
        var answer = await _front.GetAsync($"/api/calls?{query}").JsonAsync(HttpStatusCode.BadRequest);

        Assert.NotEmpty(answer["errors"]![parameter]!.AsArray());
    }

    [Fact]
    public async Task List_WithAllParameters_AsksForThatUserOnly()
    {
        await _front.GetAsync(
            "/api/calls?limit=7&cursor=abc&status=completed&callType=scheduled&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00%2B01:00&text=pricing").JsonAsync();

        var filter = Assert.Single(_front.Grains.Queries.Filters);
        Assert.Equal(("ana", 7, "abc", "completed", "pricing"), (filter.UserId, filter.Limit, filter.Cursor, filter.Status, filter.Text));
    }

    [Theory]
    [InlineData("POST", "/api/fred/call", 1024 * 1024)]
    [InlineData("POST", "/api/calls", 1024 * 1024)]
    [InlineData("POST", "/api/calls/" + Room + "/transcript", 1024 * 1024)]
    [InlineData("POST", "/api/fred/call/summary", 4 * 1024 * 1024)]
    [InlineData("POST", "/api/livekit/webhook", 256 * 1024)]
    [InlineData("POST", "/api/webhooks", 1024 * 1024)]
    [InlineData("PATCH", "/api/webhooks/0192f2d4-8a6e-7c3b-9f10-2b6d1c4e5a70", 1024 * 1024)]
    public async Task Body_OverTheLimit_Is413(string method, string path, int limit)
    {
        foreach (var chunked in new[] { false, true })
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes("\"" + new string(' ', limit)));
            var answer = await _front.SendAsync(
                new HttpMethod(method), path, content, "ana", chunked ? [("Transfer-Encoding", "chunked")] : []).JsonAsync(HttpStatusCode.RequestEntityTooLarge);
            var isDropIn = path.StartsWith("/api/fred", StringComparison.Ordinal) || path.StartsWith("/api/livekit", StringComparison.Ordinal);
            Assert.NotNull(answer[isDropIn ? "error" : "status"]);
        }
    }

    [Fact]
    public async Task Summary_Of3MiB_IsRead()
    {
        var line = $$"""{"speaker":"user","text":"{{new string('x', 7_900)}}"}""";
        var lines = string.Join(',', Enumerable.Repeat(line, 400));

        Assert.Equal(HttpStatusCode.OK, await _front.PostAsync(
            "/api/fred/call/summary",
            $$"""{"roomName":"{{Room}}","callType":"on-demand","durationSeconds":1,"transcript":[{{lines}}]}""").StatusAsync());
    }
}
