using System.Diagnostics;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Http.Tests.Fakes;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.WebFront.Events;

namespace OrleansCalls.Http.Tests.Events;

/// <summary>How a stream begins, goes on and ends, before a call that does what the test says.</summary>
public sealed class EventStreamTests : IAsyncDisposable
{
    private const string Room = "ana_fred-call_1";

    private static readonly EventOptions s_options = new()
    {
        Heartbeat = TimeSpan.FromSeconds(0.2),
        AfterCompletion = TimeSpan.FromSeconds(0.6),
        MostStreams = 60,
    };

    private FrontHost _front = null!;
    private FakeCall _call = null!;

    private FakeQueries Tables => _front.Grains.Queries;

    [Fact]
    public async Task Stream_WithoutAnId_BeginsWithTheCallAndAllItsSegments()
    {
        await StartAsync();
        Tables.Say(7, "Hello.");
        Tables.Say(9, "Again.");
        await using var client = await EventClient.OpenAsync(_front.Address, Room);

        var call = await client.NewsAsync();
        Assert.Equal(("call", "1-0", "in_progress"), (call.EventType, call.EventId, call.Data["status"]!.GetValue<string>()));
        Assert.Equal(Fields(await _front.GetAsync($"/api/calls/{Room}").JsonAsync()).Except(["timeline"]), Fields(call.Data));
        Assert.InRange(call.ReconnectionInterval!.Value.TotalSeconds, 1, 3);
        var (first, second) = (await client.NewsAsync(), await client.NewsAsync());
        Assert.Equal(("segment", "1-7", "1-9"), (first.EventType, first.EventId, second.EventId));
        Assert.Equal(
            """{"id":"SG_7","speaker":"fred","text":"Hello.","startedAt":"1970-01-01T00:00:00+00:00","endedAt":null,"final":true}""",
            first.Data.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal((true, "no"), (client.Response.Headers.CacheControl?.NoStore, client.Response.Headers.GetValues("X-Accel-Buffering").Single()));
    }

    [Fact]
    public async Task Stream_WithAnId_GoesOnAfterIt()
    {
        await StartAsync();
        Tables.Say(7, "Hello.");
        Tables.Say(9, "Again.");
        Tell(_call.State! with { Revision = 3 });
        Tell(_call.State! with { Revision = 5, EndRequested = true });
        await using var client = await EventClient.OpenAsync(_front.Address, Room, "3-7");

        Assert.Equal("heartbeat", (await client.NextAsync())!.Value.EventType); // that it is connected
        Assert.Equal("3-9", (await client.NewsAsync()).EventId); // words first: what is told of the call came after them
        Assert.Equal("5-9", (await client.NewsAsync()).EventId);
        Tables.Say(10, "More.");
        _call.Stir();
        Assert.Equal("5-10", (await client.NewsAsync()).EventId);
    }

    [Fact]
    public async Task Stream_WithTheIdInTheQuery_GoesOnAfterItUnlessTheHeaderSaysMore()
    {
        await StartAsync();
        Tables.Say(7, "Hello.");
        Tables.Say(9, "Again.");

        await using var client = await EventClient.OpenAsync(_front.Address, Room, query: "?lastEventId=1-7");
        await using var reconnected = await EventClient.OpenAsync(_front.Address, Room, "1-7", query: "?lastEventId=1-0");

        Assert.Equal(("1-9", "1-9"), ((await client.NewsAsync()).EventId, (await reconnected.NewsAsync()).EventId));
    }

    [Theory]
    [InlineData("12")]
    [InlineData("a-b")]
    [InlineData("1-2, 1-3")]
    [InlineData("1001-1")]
    [InlineData("1-1001")]
    public async Task Stream_WithAnIdOfNoEventOfTheCall_Is400NamingIt(string id)
    {
        await StartAsync();

        var byHeader = await EventClient.AskAsync(_front.Address, Room, id).JsonAsync(HttpStatusCode.BadRequest);
        var byQuery = await _front.GetAsync($"/api/calls/{Room}/events?lastEventId={Uri.EscapeDataString(id)}").JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(["Last-Event-ID"], Fields(byHeader["errors"]!));
        Assert.Equal(["lastEventId"], Fields(byQuery["errors"]!));
    }

    [Fact]
    public async Task Stream_OfNobodysOrAnothersCall_LooksLikeNone()
    {
        await StartAsync();
        _front.Grains.Call("bea_fred-call_1").Existing("bea");

        Assert.Equal(HttpStatusCode.NotFound, await _front.GetAsync("/api/calls/bea_fred-call_1/events").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await _front.GetAsync("/api/calls/ana_fred-call_2/events").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await _front.GetAsync("/api/calls/cafe/events").StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await _front.GetAsync($"/api/calls/{Room}/events", null).StatusAsync());
    }

    [Fact]
    public async Task Stream_OfTheAgent_EndsWhenItMayNotReadTheCallAnyMore()
    {
        await StartAsync();
        using var response = await _front.OpenAsync($"/api/calls/{Room}/events", ("x-voice-agent-secret", "agent-key-one"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var reading = response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Tell(_call.State! with { Revision = 2, Status = CallStatus.Completed, EndedAt = TimeProvider.System.GetUtcNow().AddHours(-1) });

        Assert.Contains("completed", await reading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_WithNothingNew_SendsHeartbeatsWithoutAnId()
    {
        await StartAsync();
        await using var client = await EventClient.OpenAsync(_front.Address, Room);
        await client.NewsAsync();

        for (var n = 0; n < 3; n++)
        {
            var beat = (await client.NextAsync())!.Value;
            Assert.Equal(("heartbeat", "1-0"), (beat.EventType, client.LastId));
            Assert.InRange(beat.Data["at"]!.GetValue<DateTimeOffset>(), TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow().AddMinutes(1));
        }
    }

    [Fact]
    public async Task Stream_WhileTheTablesAreAway_BeatsOnAndThenTellsAll()
    {
        await StartAsync();
        await using var client = await EventClient.OpenAsync(_front.Address, Room);
        await client.NewsAsync();
        Tables.Trouble = "away";
        Tables.Say(7, "Hello.");
        _call.Stir();

        for (var n = 0; n < 5; n++)
            Assert.Equal("heartbeat", (await client.NextAsync())!.Value.EventType);
        Tables.Trouble = null;

        Assert.Equal("1-7", (await client.NewsAsync()).EventId);
    }

    [Fact]
    public async Task Stream_WhileTheSiloIsAway_StillReadsTheTables()
    {
        await StartAsync();
        await using var client = await EventClient.OpenAsync(_front.Address, Room);
        await client.NewsAsync();

        _call.WaitsFail = true;
        _call.Stir();
        Tables.Say(7, "Hello.");

        Assert.Equal("1-7", (await client.NewsAsync()).EventId);
    }

    [Fact]
    public async Task Stream_OfACompleteCall_EndsAndThereIsNoMoreToCome()
    {
        await StartAsync();
        Tables.Say(7, "Hello.");
        await using var client = await EventClient.OpenAsync(_front.Address, Room);
        await client.NewsAsync();

        _call.Set(c => c with { Status = CallStatus.Completed, Phase = CallPhase.SummarySaved, IsComplete = true });
        Tell(_call.State!);
        var rest = await client.RestAsync();

        Assert.True(rest.Last(e => e.EventType is "call").Data["complete"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.NoContent, await EventClient.AskAsync(_front.Address, Room, client.LastId).StatusAsync());
        Tables.Say(9, "Late.");
        await using var again = await EventClient.OpenAsync(_front.Address, Room, client.LastId);
        Assert.Equal(["2-9"], (await again.RestAsync()).Where(e => e.EventType is not "heartbeat").Select(e => e.EventId));
    }

    [Fact]
    public async Task Stream_OfACallThatIsGone_Ends()
    {
        await StartAsync();
        await using var client = await EventClient.OpenAsync(_front.Address, Room);
        await client.NewsAsync();

        _call.Vanish();

        Assert.DoesNotContain(await client.RestAsync(), e => e.EventType is not "heartbeat");
    }

    [Theory]
    [InlineData(253402300799)]
    [InlineData(253402300740)]
    public async Task Stream_WhoseTokenHardlyEverExpires_IsOpen(long expiry)
    {
        await StartAsync();
        var token = TestTokens.Sign(new JsonObject { ["sub"] = "ana", ["exp"] = expiry });

        using var stream = await _front.OpenAsync($"/api/calls/{Room}/events", ("Authorization", "Bearer " + token));

        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);
    }

    [Fact]
    public async Task Stream_WhoseTokenExpires_EndsThen()
    {
        await StartAsync();
        var expiry = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 45; // a minute more is granted
        var token = TestTokens.Sign(new JsonObject { ["sub"] = "ana", ["exp"] = expiry });
        var clock = Stopwatch.StartNew();
        await using var client = await EventClient.OpenAsync(_front.Address, Room, token: token);

        Assert.NotEmpty(await client.RestAsync());
        Assert.InRange(clock.Elapsed.TotalSeconds, 5, 40);
        Assert.Equal(HttpStatusCode.Unauthorized, await EventClient.AskAsync(_front.Address, Room, token: token).StatusAsync());
    }

    [Fact]
    public async Task Streams_WhenTheFrontIsStopped_EndInOrderAtOnce()
    {
        await StartAsync();
        var clients = new List<EventClient>();
        for (var n = 0; n < 20; n++)
            clients.Add(await EventClient.OpenAsync(_front.Address, Room));
        var rests = clients.Select(c => c.RestAsync()).ToList();

        var clock = Stopwatch.StartNew();
        await _front.StopAsync();

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10); // the time-out is 30 s
        foreach (var rest in rests)
            Assert.Equal("call", (await rest)[0].EventType);
    }

    [Fact]
    public async Task Streams_OfOneCall_ShareOneWatchAndOneQueryForEachRound()
    {
        await StartAsync();
        var clients = new List<EventClient>();
        for (var n = 0; n < 50; n++)
        {
            clients.Add(await EventClient.OpenAsync(_front.Address, Room));
            await clients[^1].NewsAsync();
        }

        await Task.Delay(s_options.Heartbeat, TimeProvider.System, TestContext.Current.CancellationToken); // all have read what there was
        var (reads, watches) = (Tables.Reads, _call.Watches);
        for (var revision = 1; revision <= 5; revision++)
        {
            Tables.Say(revision, "Hello.");
            _call.Stir();
            foreach (var client in clients)
                Assert.Equal($"1-{revision}", (await client.NewsAsync()).EventId);
        }

        Assert.InRange(Tables.Reads - reads, 5, 100); // not 250; a stream that is late for a round's query makes one of its own
        Assert.InRange(_call.Watches - watches, 5, 10);
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task Stream_WhoseClientGoes_IsLeftAtOnce()
    {
        await StartAsync();
        var clients = new List<EventClient>();
        for (var n = 0; n < s_options.MostStreams; n++)
            clients.Add(await EventClient.OpenAsync(_front.Address, Room));
        using var refused = await EventClient.AskAsync(_front.Address, Room);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (refused.StatusCode, refused.Headers.RetryAfter is not null));

        await clients[0].DisposeAsync();

        var watches = _front.Services.GetRequiredService<CallWatches>();
        for (var left = 200; watches.IsFull; left--)
        {
            Assert.True(left > 0, "The stream was not left");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await using var next = await EventClient.OpenAsync(_front.Address, Room);
    }

    [Fact]
    public async Task Stream_WhoseClientReadsNothing_ReadsNothingOn()
    {
        await StartAsync();
        for (var revision = 1; revision <= 100; revision++)
            Tables.Say(revision, new string('x', 100_000)); // more than all buffers on the way hold
        await using var slow = await EventClient.OpenAsync(_front.Address, Room);
        await using var other = await EventClient.OpenAsync(_front.Address, Room, "1-100");
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);

        var reads = Tables.Reads;
        for (var revision = 101; revision <= 105; revision++)
        {
            Tables.Say(revision, "Hello.");
            _call.Stir();
            Assert.Equal($"1-{revision}", (await other.NewsAsync()).EventId);
        }

        Assert.InRange(Tables.Reads - reads, 5, 6); // the slow one has its first page still before it
        for (var revision = 0; revision <= 105; revision++)
            Assert.Equal($"1-{revision}", (await slow.NewsAsync()).EventId);
    }

    public async ValueTask DisposeAsync()
    {
        if (_front is not null)
            await _front.DisposeAsync();
    }

    private async Task StartAsync()
    {
        _front = await FrontHost.StartAsync(services => services
            .AddSingleton(s_options)
            .Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MinResponseDataRate = null)); // which would cut a client off that reads nothing
        _call = _front.Grains.Call(Room).Existing("ana");
    }

    private void Tell(CallSnapshot change)
    {
        lock (Tables.Said)
            Tables.Changes.Add(change);
        _call.Stir();
    }

    private static IEnumerable<string> Fields(JsonNode node) => node.AsObject().Select(p => p.Key);
}
