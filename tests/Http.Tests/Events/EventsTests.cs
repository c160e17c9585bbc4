using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Events;

/// <summary>Real calls, followed.</summary>
public sealed class EventsTests(PostgresFixture postgres, S3Fixture s3)
{
    [Fact]
    public async Task Call_FromStartToEnd_IsToldAsItGoes()
    {
        await using var stack = await CallStack.StartAsync(postgres, s3);
        var started = await stack.PostAsync("/api/fred/call").JsonAsync();
        var room = started["room"]!.GetValue<string>();
        await using var client = await EventClient.OpenAsync(stack.Api, room);
        Assert.Equal("in_progress", (await client.NewsAsync()).Data["status"]!.GetValue<string>());

        using var joined = await stack.InSandboxAsync(
            HttpMethod.Post, "/participants", new JsonObject { ["token"] = started["token"]!.GetValue<string>(), ["publishAudio"] = true });
        joined.EnsureSuccessStatusCode();
        await UntilAsync(client, call => call["phase"]!.GetValue<string>() is "live" && call["recording"]!["state"]!.GetValue<string>() is "active");
        await stack.AsAgentAsync(HttpMethod.Post, $"/api/calls/{room}/transcript", Said("1", "Let us talk abou", final: false)).JsonAsync();
        Assert.Equal("Let us talk abou", (await SegmentAsync(client))["text"]!.GetValue<string>());
        await stack.AsAgentAsync(HttpMethod.Post, $"/api/calls/{room}/transcript", Said("1", "Let us talk about pricing.", final: true)).JsonAsync();
        Assert.Equal("Let us talk about pricing.", (await SegmentAsync(client))["text"]!.GetValue<string>());
        await stack.PostAsync($"/api/calls/{room}/end").JsonAsync(HttpStatusCode.Accepted);
        await UntilAsync(client, call => call["status"]!.GetValue<string>() is "completed");
        var last = await UntilAsync(client, call => call["complete"]!.GetValue<bool>());

        Assert.Equal(("summary_saved", "ready", 1), (last["phase"]!.GetValue<string>(), last["recording"]!["state"]!.GetValue<string>(), last["transcript"]!["lines"]!.GetValue<int>()));
        var page = (await stack.GetAsync($"/api/calls/{room}").JsonAsync()).AsObject();
        page.Remove("timeline");
        Assert.True(JsonNode.DeepEquals(page, last), $"{page}\n{last}");
        Assert.Equal(HttpStatusCode.NoContent, await EventClient.AskAsync(stack.Api, room, client.LastId).StatusAsync());
        Assert.DoesNotContain(stack.Logs.Lines, line => line.Contains("pricing", StringComparison.Ordinal));

        // Late words: there is more to come again.
        await stack.AsAgentAsync(HttpMethod.Post, $"/api/calls/{room}/transcript", Said("2", "Bye.", final: true)).JsonAsync();
        await using var again = await EventClient.OpenAsync(stack.Api, room, client.LastId);
        Assert.Equal("Bye.", (await SegmentAsync(again))["text"]!.GetValue<string>());
        Assert.Equal(2, (await UntilAsync(again, call => call["complete"]!.GetValue<bool>() && call["transcript"]!["lines"]!.GetValue<int>() is 2))["transcript"]!["lines"]!.GetValue<int>());
    }

    [Fact]
    public async Task Stream_WhileTheDatabaseIsAway_LivesOnAndMissesNothing()
    {
        await using var server = await PostgresFixture.StartOwnAsync(TestContext.Current.CancellationToken);
        var database = await server.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var stack = await CallStack.StartAsync(
            services => services.AddSingleton(new WebFront.Events.EventOptions { Heartbeat = TimeSpan.FromSeconds(0.5) }), postgres, s3, ("DATABASE_URL", database.Url));
        var room = (await stack.PostAsync("/api/fred/call").JsonAsync())["room"]!.GetValue<string>();
        await using var client = await EventClient.OpenAsync(stack.Api, room);
        await stack.AsAgentAsync(HttpMethod.Post, $"/api/calls/{room}/transcript", Said("1", "Hello.", final: true)).JsonAsync();
        await SegmentAsync(client);

        await server.StopImmediatelyAsync(); // with its backends: after a kill -9 one that is busy still takes a statement
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await stack.AsAgentAsync(
            HttpMethod.Post, $"/api/calls/{room}/transcript", Said("2", "Lost?", final: true)).StatusAsync());
        for (var beats = 0; beats < 3;)
            beats += (await client.NextAsync())!.Value.EventType is "heartbeat" ? 1 : 0;
        await server.StartAgainAsync(TestContext.Current.CancellationToken);
        var no = Said("2", "No.", final: true);
        for (var left = 50; await stack.AsAgentAsync(HttpMethod.Post, $"/api/calls/{room}/transcript", no).StatusAsync() is not HttpStatusCode.OK; left--)
            Assert.True(left > 0, "The database is back, and no word is taken");

        // A 503 does not say that the words were not stored: they may come before, and are replaced.
        var said = await SegmentAsync(client);
        if (Text(said) is "Lost?")
            said = await SegmentAsync(client);
        Assert.Equal(("2", "No."), (said["id"]!.GetValue<string>(), Text(said)));
    }

    private static JsonArray Said(string id, string text, bool final) =>
        [new JsonObject { ["id"] = id, ["speaker"] = "user", ["text"] = text, ["startedAt"] = "2026-01-01T00:00:01Z", ["final"] = final }];

    private static async Task<JsonNode> SegmentAsync(EventClient client)
    {
        while (true)
        {
            if (await client.NewsAsync() is { EventType: "segment" } segment)
                return segment.Data;
        }
    }

    private static string Text(JsonNode segment) => segment["text"]!.GetValue<string>();

    private static async Task<JsonNode> UntilAsync(EventClient client, Func<JsonNode, bool> satisfies)
    {
        while (true)
        {
            if (await client.NewsAsync() is { EventType: "call" } call && satisfies(call.Data))
                return call.Data;
        }
    }
}
