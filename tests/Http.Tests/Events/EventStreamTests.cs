using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.Events;

/// <summary>How a stream begins and goes on, and what it costs.</summary>
public sealed class EventStreamTests : StreamTests
{
    [Fact]
    public async Task Stream_WithoutAnId_BeginsWithTheCallAndAllItsSegments()
    {
        await StartAsync();
        Tables.Say(7, "Hello.");
        Tables.Say(9, "Again.");
        await using var client = await EventClient.OpenAsync(Front.Address, Room);

        var call = await client.NewsAsync();
        Assert.Equal(("call", "1-0", "in_progress"), (call.EventType, call.EventId, call.Data["status"]!.GetValue<string>()));
        Assert.Equal(Fields(await Front.GetAsync($"/api/calls/{Room}").JsonAsync()).Except(["timeline"]), Fields(call.Data));
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
        Tell(Call.State! with { Revision = 3 });
        Tell(Call.State! with { Revision = 5, EndRequested = true });
        await using var client = await EventClient.OpenAsync(Front.Address, Room, "3-7");

        Assert.Equal("heartbeat", (await client.NextAsync())!.Value.EventType); // that it is connected
        Assert.Equal("3-9", (await client.NewsAsync()).EventId); // words first: what is told of the call came after them
        Assert.Equal("5-9", (await client.NewsAsync()).EventId);
        Tables.Say(10, "More.");
        Call.Stir();
        Assert.Equal("5-10", (await client.NewsAsync()).EventId);
    }

    [Fact]
    public async Task Stream_WithTheIdInTheQuery_GoesOnAfterItUnlessTheHeaderSaysMore()
    {
        await StartAsync();
        Tables.Say(7, "Hello.");
        Tables.Say(9, "Again.");

        await using var client = await EventClient.OpenAsync(Front.Address, Room, query: "?lastEventId=1-7");
        await using var reconnected = await EventClient.OpenAsync(Front.Address, Room, "1-7", query: "?lastEventId=1-0");

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

        var byHeader = await EventClient.AskAsync(Front.Address, Room, id).JsonAsync(HttpStatusCode.BadRequest);
        var byQuery = await Front.GetAsync($"/api/calls/{Room}/events?lastEventId={Uri.EscapeDataString(id)}").JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(["Last-Event-ID"], Fields(byHeader["errors"]!));
        Assert.Equal(["lastEventId"], Fields(byQuery["errors"]!));
    }

    [Fact]
    public async Task Stream_OfNobodysOrAnothersCall_LooksLikeNone()
    {
        await StartAsync();
        Front.Grains.Call("bea_fred-call_1").Existing("bea");

        Assert.Equal(HttpStatusCode.NotFound, await Front.GetAsync("/api/calls/bea_fred-call_1/events").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await Front.GetAsync("/api/calls/ana_fred-call_2/events").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await Front.GetAsync("/api/calls/cafe/events").StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await Front.GetAsync($"/api/calls/{Room}/events", null).StatusAsync());
    }

    [Fact]
    public async Task Stream_WithNothingNew_SendsHeartbeatsWithoutAnId()
    {
        await StartAsync();
        await using var client = await EventClient.OpenAsync(Front.Address, Room);
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
        await using var client = await EventClient.OpenAsync(Front.Address, Room);
        await client.NewsAsync();
        Tables.Trouble = "away";
        Tables.Say(7, "Hello.");
        Call.Stir();

        for (var n = 0; n < 5; n++)
            Assert.Equal("heartbeat", (await client.NextAsync())!.Value.EventType);
        Tables.Trouble = null;

        Assert.Equal("1-7", (await client.NewsAsync()).EventId);
    }

    [Fact]
    public async Task Stream_WhileTheSiloIsAway_StillReadsTheTables()
    {
        await StartAsync();
        await using var client = await EventClient.OpenAsync(Front.Address, Room);
        await client.NewsAsync();

        Call.WaitsFail = true;
        Call.Stir();
        Tables.Say(7, "Hello.");

        Assert.Equal("1-7", (await client.NewsAsync()).EventId);
    }

    [Fact]
    public async Task Streams_OfOneCall_ShareOneWatchAndOneQueryForEachRound()
    {
        await StartAsync();
        var clients = new List<EventClient>();
        for (var n = 0; n < 50; n++)
        {
            clients.Add(await EventClient.OpenAsync(Front.Address, Room));
            await clients[^1].NewsAsync();
        }

        await Task.Delay(Options.Heartbeat, TimeProvider.System, TestContext.Current.CancellationToken); // all have read what there was
        var (reads, watches) = (Tables.Reads, Call.Watches);
        for (var revision = 1; revision <= 5; revision++)
        {
            Tables.Say(revision, "Hello.");
            Call.Stir();
            foreach (var client in clients)
                Assert.Equal($"1-{revision}", (await client.NewsAsync()).EventId);
        }

        Assert.InRange(Tables.Reads - reads, 5, 100); // not 250; a stream that is late for a round's query makes one of its own
        Assert.InRange(Call.Watches - watches, 5, 10);
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task Stream_WhoseClientReadsNothing_ReadsNothingOn()
    {
        await StartAsync();
        for (var revision = 1; revision <= 100; revision++)
            Tables.Say(revision, new string('x', 100_000)); // more than all buffers on the way hold
        await using var slow = await EventClient.OpenAsync(Front.Address, Room);
        await using var other = await EventClient.OpenAsync(Front.Address, Room, "1-100");
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);

        var reads = Tables.Reads;
        for (var revision = 101; revision <= 105; revision++)
        {
            Tables.Say(revision, "Hello.");
            Call.Stir();
            Assert.Equal($"1-{revision}", (await other.NewsAsync()).EventId);
        }

        Assert.InRange(Tables.Reads - reads, 5, 6); // the slow one has its first page still before it
        for (var revision = 0; revision <= 105; revision++)
            Assert.Equal($"1-{revision}", (await slow.NewsAsync()).EventId);
    }
}
