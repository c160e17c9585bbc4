using System.Net;
using System.Text.Json.Nodes;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Metrics;

/// <summary>
/// A silo and a front that have seen one whole call, a start too many, one that LiveKit refused, a webhook that nobody signed and a
/// model that was down.
/// </summary>
public sealed class MetricsFixture(PostgresFixture postgres, S3Fixture s3) : IAsyncLifetime
{
    internal ProgramStack Stack { get; private set; } = null!;

    /// <summary>Before anything happened.</summary>
    internal MetricsPage Empty { get; private set; } = null!;

    /// <summary>Of the silo, while the call lived.</summary>
    internal MetricsPage Live { get; private set; } = null!;

    /// <summary>Of the silo, when everything was done.</summary>
    internal MetricsPage Silo { get; private set; } = null!;

    /// <summary>Of the front, likewise.</summary>
    internal MetricsPage Front { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Stack = await ProgramStack.StartAsync(postgres, s3);
        await using var receiver = await WebhookReceiver.StartAsync();
        Empty = await Stack.MetricsAsync(Stack.Silo);
        await Stack.AskAsync(HttpMethod.Post, "/api/webhooks", new JsonObject { ["url"] = receiver.Url, ["events"] = new JsonArray("call.completed") }).JsonAsync(HttpStatusCode.Created);
        var started = await Stack.AskAsync(HttpMethod.Post, "/api/fred/call").JsonAsync();
        var room = started["room"]!.GetValue<string>();
        var founder = (await Stack.InSandboxAsync(HttpMethod.Post, "/participants", new JsonObject { ["token"] = started["token"]!.GetValue<string>(), ["publishAudio"] = true })
            .JsonAsync(HttpStatusCode.Created))["identity"]!.GetValue<string>();
        await Stack.InSandboxAsync(HttpMethod.Post, $"/rooms/{room}/participants/{founder}/speech", new JsonObject { ["text"] = "Hello.", ["durationMs"] = 1000 })
            .JsonAsync(HttpStatusCode.Accepted);
        await Stack.PageAsync(room, p => p["recording"]!["state"]!.GetValue<string>() is "active");
        Live = await Stack.MetricsAsync(Stack.Silo, p => p.Sum("orleans_calls_live_calls") is 1);
        Assert.Equal(HttpStatusCode.TooManyRequests, await Stack.AskAsync(HttpMethod.Post, "/api/fred/call").StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await Stack.SendAsync(HttpMethod.Post, Stack.Front, "/api/livekit/webhook", new JsonObject { ["event"] = room }).StatusAsync());

        var lines = new JsonArray(new JsonObject { ["speaker"] = "user", ["text"] = "Hello." }, new JsonObject { ["speaker"] = "fred", ["text"] = "Raise the price." });
        await Stack.AskAsync(HttpMethod.Post, "/api/fred/call/summary", new JsonObject { ["roomName"] = room, ["callType"] = "on-demand", ["durationSeconds"] = 1, ["transcript"] = lines }).JsonAsync();
        await Stack.AskAsync(HttpMethod.Post, $"/api/calls/{room}/end").JsonAsync(HttpStatusCode.Accepted);
        await Stack.PageAsync(room, p => p["complete"]!.GetValue<bool>());
        await receiver.WhenAsync(all => all.Count > 0);
        Silo = await Stack.MetricsAsync(Stack.Silo, p => p.Sum("orleans_calls_webhook_deliveries_total", ("outcome", "delivered")) is 1);
        await Stack.InSandboxAsync(HttpMethod.Put, "/faults", new JsonObject { ["rpc"] = new JsonArray(new JsonObject { ["method"] = "CreateRoom", ["status"] = 403 }) }).JsonAsync();
        Assert.Equal(HttpStatusCode.BadGateway, await Stack.SendAsync(HttpMethod.Post, Stack.Front, "/api/calls", user: "bea").StatusAsync());
        Stack.Model.IsDown = true;
        await Stack.AskAsync(HttpMethod.Post, $"/api/calls/{room}/summary").JsonAsync();
        Silo = await Stack.MetricsAsync(Stack.Silo, p => p.Sum("orleans_calls_summaries_total", ("outcome", "failed")) is 1);
        Front = await Stack.MetricsAsync(Stack.Front, p => p.Sum("orleans_calls_webhooks_total", ("event", "room_finished")) is 1);
    }

    public async ValueTask DisposeAsync()
    {
        if (Stack is not null)
            await Stack.DisposeAsync();
    }
}
