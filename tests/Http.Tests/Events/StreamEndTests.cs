using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.WebFront.Events;

namespace OrleansCalls.Http.Tests.Events;

/// <summary>When a stream ends, and what is left of it then.</summary>
public sealed class StreamEndTests : StreamTests
{
    [Fact]
    public async Task Stream_OfTheAgent_EndsWhenItMayNotReadTheCallAnyMore()
    {
        await StartAsync();
        using var response = await Front.OpenAsync($"/api/calls/{Room}/events", ("x-voice-agent-secret", "agent-key-one"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var reading = response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Tell(Call.State! with { Revision = 2, Status = CallStatus.Completed, EndedAt = TimeProvider.System.GetUtcNow().AddHours(-1) });

        Assert.Contains("completed", await reading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_OfACompleteCall_EndsAndThereIsNoMoreToCome()
    {
        await StartAsync();
        Tables.Say(7, "Hello.");
        await using var client = await EventClient.OpenAsync(Front.Address, Room);
        await client.NewsAsync();

        Call.Set(c => c with { Status = CallStatus.Completed, Phase = CallPhase.SummarySaved, IsComplete = true });
        Tell(Call.State!);
        var rest = await client.RestAsync();

        Assert.True(rest.Last(e => e.EventType is "call").Data["complete"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.NoContent, await EventClient.AskAsync(Front.Address, Room, client.LastId).StatusAsync());
        Tables.Say(9, "Late.");
        await using var again = await EventClient.OpenAsync(Front.Address, Room, client.LastId);
        Assert.Equal(["2-9"], (await again.RestAsync()).Where(e => e.EventType is not "heartbeat").Select(e => e.EventId));
    }

    [Fact]
    public async Task Stream_OfACallThatIsGone_Ends()
    {
        await StartAsync();
        await using var client = await EventClient.OpenAsync(Front.Address, Room);
        await client.NewsAsync();

        Call.Vanish();

        Assert.DoesNotContain(await client.RestAsync(), e => e.EventType is not "heartbeat");
    }

    [Theory]
    [InlineData(253402300799)]
    [InlineData(253402300740)]
    public async Task Stream_WhoseTokenHardlyEverExpires_IsOpen(long expiry)
    {
        await StartAsync();
        var token = TestTokens.Sign(new JsonObject { ["sub"] = "ana", ["exp"] = expiry });

        using var stream = await Front.OpenAsync($"/api/calls/{Room}/events", ("Authorization", "Bearer " + token));

        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);
    }

    [Fact]
    public async Task Stream_WhoseTokenExpires_EndsThen()
    {
        await StartAsync();
        var expiry = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 45; // a minute more is granted
        var token = TestTokens.Sign(new JsonObject { ["sub"] = "ana", ["exp"] = expiry });
        var clock = Stopwatch.StartNew();
        await using var client = await EventClient.OpenAsync(Front.Address, Room, token: token);

        Assert.NotEmpty(await client.RestAsync());
        Assert.InRange(clock.Elapsed.TotalSeconds, 5, 40);
        Assert.Equal(HttpStatusCode.Unauthorized, await EventClient.AskAsync(Front.Address, Room, token: token).StatusAsync());
    }

    [Fact]
    public async Task Streams_WhenTheFrontIsStopped_EndInOrderAtOnce()
    {
        await StartAsync();
        var clients = new List<EventClient>();
        for (var n = 0; n < 20; n++)
            clients.Add(await EventClient.OpenAsync(Front.Address, Room));
        var rests = clients.Select(c => c.RestAsync()).ToList();

        var clock = Stopwatch.StartNew();
        await Front.StopAsync();

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10); // the time-out is 30 s
        foreach (var rest in rests)
            Assert.Equal("call", (await rest)[0].EventType);
    }

    [Fact]
    public async Task Stream_WhoseClientGoes_IsLeftAtOnce()
    {
        await StartAsync();
        var clients = new List<EventClient>();
        for (var n = 0; n < Options.MostStreams; n++)
            clients.Add(await EventClient.OpenAsync(Front.Address, Room));
        using var refused = await EventClient.AskAsync(Front.Address, Room);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (refused.StatusCode, refused.Headers.RetryAfter is not null));

        await clients[0].DisposeAsync();

        var watches = Front.Services.GetRequiredService<CallWatches>();
        for (var left = 200; watches.IsFull; left--)
        {
            Assert.True(left > 0, "The stream was not left");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await using var next = await EventClient.OpenAsync(Front.Address, Room);
    }
}
