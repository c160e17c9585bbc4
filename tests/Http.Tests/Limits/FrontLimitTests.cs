using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrleansCalls.Http.Tests.Events;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Http.Tests.OddInput;
using OrleansCalls.WebFront.Limits;

namespace OrleansCalls.Http.Tests.Limits;

/// <summary>What one front takes on from an address or a user.</summary>
public sealed class FrontLimitTests
{
    private const string Room = "ana_fred-call_1";
    private const string AgentKey = "agent-key-one";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Starts_FromAnAddress_AreLimitedByBothRoutesForAllItsUsers()
    {
        await using var front = await FrontHost.StartAsync(("Limits:StartsPerMinutePerAddress", "3"));
        using var here = new AddressClient(front.Address, "127.0.0.2");
        using var there = new AddressClient(front.Address, "127.0.0.3");
        Assert.Equal(HttpStatusCode.Unauthorized, await here.SendAsync(HttpMethod.Post, "/api/calls").StatusAsync()); // costs nothing
        Assert.Equal(HttpStatusCode.OK, await here.AsUserAsync(HttpMethod.Post, "/api/fred/call").StatusAsync());
        Assert.Equal(HttpStatusCode.Created, await here.AsUserAsync(HttpMethod.Post, "/api/calls", "bea").StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await here.AsUserAsync(HttpMethod.Post, "/api/fred/call", "cem").StatusAsync());

        using var dropIn = await here.AsUserAsync(HttpMethod.Post, "/api/fred/call", "dan");
        await IsTooManyAsync(dropIn, "error", mostSeconds: 60);
        using var problem = await here.AsUserAsync(HttpMethod.Post, "/api/calls", "dan");
        await IsTooManyAsync(problem, "detail", mostSeconds: 60);
        Assert.Equal(3, front.Grains.Calls.Count);

        Assert.Equal(HttpStatusCode.OK, await here.AsUserAsync(HttpMethod.Get, "/api/calls", "dan").StatusAsync());
        Assert.Equal(HttpStatusCode.Created, await there.AsUserAsync(HttpMethod.Post, "/api/calls", "dan").StatusAsync());
    }

    [Fact]
    public async Task WrongTokensAndKeys_FromAnAddress_AreLimitedAndGoodTokensAreNot()
    {
        await using var front = await FrontHost.StartAsync(("Limits:FailedSignInsPerMinute", "3"));
        front.Grains.Call(Room).Existing("ana");
        using var here = new AddressClient(front.Address, "127.0.0.2");
        using var there = new AddressClient(front.Address, "127.0.0.3");
        const string page = $"/api/calls/{Room}";
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await here.SendAsync(HttpMethod.Get, page).StatusAsync()); // shows nothing
        Assert.Equal(HttpStatusCode.OK, await here.SendAsync(HttpMethod.Get, page, agentKey: AgentKey).StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await here.SendAsync(HttpMethod.Get, page, token: "a.b.c").StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await here.SendAsync(HttpMethod.Get, page, agentKey: "guess-1").StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await here.SendAsync(HttpMethod.Get, "/api/calls", agentKey: "guess-2").StatusAsync());

        using var refused = await here.SendAsync(HttpMethod.Get, page, agentKey: "guess-3");
        await IsTooManyAsync(refused, "detail", mostSeconds: 60);
        Assert.Equal(HttpStatusCode.TooManyRequests, await here.SendAsync(HttpMethod.Get, page, agentKey: AgentKey).StatusAsync()); // a right guess too
        Assert.Equal(HttpStatusCode.TooManyRequests, await here.SendAsync(HttpMethod.Get, page, token: "a.b.c").StatusAsync());

        Assert.Equal(HttpStatusCode.OK, await here.AsUserAsync(HttpMethod.Get, page).StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await there.SendAsync(HttpMethod.Get, page, agentKey: AgentKey).StatusAsync());
    }

    [Fact]
    public async Task Streams_OfAUser_AreLimitedAndAPlaceIsFreeWhenOneEnds()
    {
        await using var front = await FrontHost.StartAsync(("Limits:StreamsPerUser", "2"));
        front.Grains.Call(Room).Existing("ana");
        front.Grains.Call("bea_fred-call_1").Existing("bea");
        await using var first = await EventClient.OpenAsync(front.Address, Room);
        await using (await EventClient.OpenAsync(front.Address, Room))
        {
            using var third = await EventClient.AskAsync(front.Address, Room);
            await IsTooManyAsync(third, "detail", mostSeconds: 5);
            await using var beas = await EventClient.OpenAsync(front.Address, "bea_fred-call_1", token: TestTokens.For("bea"));
            using var agents = await front.OpenAsync($"/api/calls/{Room}/events", ("x-voice-agent-secret", AgentKey));
            Assert.Equal(HttpStatusCode.OK, agents.StatusCode);
        }

        // The server is told of the end by the network.
        await UntilAsync(async () => await EventClient.AskAsync(front.Address, Room).StatusAsync() is HttpStatusCode.OK);
        Assert.Equal("call", (await first.NextAsync())!.Value.EventType);
    }

    [Fact]
    public async Task Streams_ThatAreRefused_LeaveNoPlaceTaken()
    {
        await using var front = await FrontHost.StartAsync(("Limits:StreamsPerUser", "1"));
        front.Grains.Call(Room).Existing("ana");
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.BadRequest, await EventClient.AskAsync(front.Address, Room, after: "9999-9999").StatusAsync());

        await using var stream = await EventClient.OpenAsync(front.Address, Room);
    }

    [Fact]
    public async Task Bodies_ManyThatDoNotEnd_HoldNoMoreThanAnAddressMay()
    {
        await using var front = await FrontHost.StartAsync();
        var memory = front.Services.GetRequiredService<BodyMemory>();
        var open = new List<TcpClient>();
        try
        {
            // Bodies of 250 KB each but for their last byte; nobody knows yet who sends them.
            var head = Encoding.ASCII.GetBytes("POST /api/livekit/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 250001\r\n\r\n");
            while (BodyMemory.MostOfAnAddress - memory.Held > 250_000)
            {
                var client = new TcpClient { NoDelay = true };
                open.Add(client);
                await client.ConnectAsync(front.Address.Host, front.Address.Port, Cancellation);
                var before = memory.Held;
                await client.GetStream().WriteAsync(head, Cancellation);
                await client.GetStream().WriteAsync(new byte[250_000], Cancellation);
                await UntilAsync(() => Task.FromResult(memory.Held == before + 250_000));
            }

            using var raw = new RawHttp(front.Address);
            var answer = await raw.SendAsync([.. head, .. new byte[250_000]], Cancellation);
            Assert.Equal(503, answer?.Status);
            Assert.Equal("2", answer?["Retry-After"]);
            Assert.Contains("\"error\"", answer?.Body, StringComparison.Ordinal);

            using var elsewhere = new AddressClient(front.Address, "127.0.0.3");
            Assert.Equal(HttpStatusCode.Unauthorized, await elsewhere.SendAsync(HttpMethod.Post, "/api/livekit/webhook").StatusAsync());
        }
        finally
        {
            open.ForEach(client => client.Dispose());
        }

        await UntilAsync(() => Task.FromResult(memory.Held == 0));
        Assert.Equal(HttpStatusCode.Created, await front.PostAsync("/api/calls", "{}").StatusAsync());
    }

    [Theory]
    [InlineData("POST /api/calls")]
    [InlineData($"POST /api/calls/{Room}/transcript")]
    [InlineData("POST /api/fred/call")]
    [InlineData("POST /api/fred/call/summary")]
    [InlineData("POST /api/livekit/webhook")]
    [InlineData("POST /api/webhooks")]
    [InlineData("PATCH /api/webhooks/0192f2d4-8a6e-7c3b-9f10-2b6d1c4e5a70")]
    public async Task Body_ThatIsNotThereWithinAMinute_Is408(string route)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var front = await FrontHost.StartAsync(services => services.AddSingleton<TimeProvider>(time)
            .PostConfigure<KestrelServerOptions>(kestrel => kestrel.Limits.MinRequestBodyDataRate = null)); // by which it would be cut too
        var memory = front.Services.GetRequiredService<BodyMemory>();
        using var raw = new RawHttp(front.Address);
        var asking = raw.SendAsync(
            Encoding.ASCII.GetBytes($"{route} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TestTokens.For("ana")}\r\nContent-Length: 10\r\n\r\n{{"), Cancellation);
        await UntilAsync(() => Task.FromResult(memory.Held == 1));

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(asking.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(408, (await asking.WaitAsync(s_patience, Cancellation))?.Status);
    }

    [Fact]
    public async Task Connections_BeyondTheLimit_AreClosed()
    {
        await using var front = await FrontHost.StartAsync(("Limits:Connections", "2"));
        var request = Encoding.ASCII.GetBytes("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
        using var first = new RawHttp(front.Address);
        using var second = new RawHttp(front.Address);
        using var third = new RawHttp(front.Address);
        Assert.Equal(200, (await first.SendAsync(request, Cancellation))?.Status);
        Assert.Equal(200, (await second.SendAsync(request, Cancellation))?.Status);

        Assert.Null(await third.SendAsync(request, Cancellation));

        first.Dispose();
        await UntilAsync(async () => await third.SendAsync(request, Cancellation) is { Status: 200 });
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !await isSo();)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < s_patience, "It never became so");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }
    }

    private static async Task IsTooManyAsync(HttpResponseMessage answer, string member, int mostSeconds)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode is HttpStatusCode.TooManyRequests, $"{answer.StatusCode} {text}");
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, mostSeconds);
        Assert.NotEmpty(JsonNode.Parse(text)![member]!.GetValue<string>());
    }
}
