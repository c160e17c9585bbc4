using System.Net;
using System.Text.Json.Nodes;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Auth;

/// <summary>A stack with something of everything that routes are about, all of one owner's.</summary>
public sealed class AccessFixture(PostgresFixture postgres, S3Fixture s3) : IAsyncLifetime
{
    internal const string Owner = "owner";
    internal const string OperatorKey = "the-operators-key-of-32-bytes-or-more";

    internal CallStack Stack { get; private set; } = null!;

    /// <summary>How the API describes itself.</summary>
    internal JsonNode Description { get; private set; } = null!;

    /// <summary>A call that ended a moment ago, with words, a summary and a recording.</summary>
    internal string Ended { get; private set; } = "";

    /// <summary>A call that lives.</summary>
    internal string Live { get; private set; } = "";

    internal string Webhook { get; private set; } = "";

    internal string Delivery { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Stack = await CallStack.StartAsync(postgres, s3, ("OPERATOR_SECRET", OperatorKey));
        Description = await Stack.GetAsync("/openapi/v1.json", user: null).JsonAsync();
        Ended = await RecordedCallAsync();
        Live = await CallAsync();
        Webhook = await WebhookAsync();
        Delivery = (await Stack.PostAsync($"/api/webhooks/{Webhook}/test", user: Owner).JsonAsync(HttpStatusCode.Accepted))["id"]!.GetValue<string>();
    }

    public async ValueTask DisposeAsync() => await Stack.DisposeAsync();

    /// <summary>Another call of the owner's.</summary>
    internal async Task<string> CallAsync() =>
        (await Stack.PostAsync("/api/calls", user: Owner).JsonAsync(HttpStatusCode.Created))["room"]!.GetValue<string>();

    /// <summary>Another webhook of the owner's.</summary>
    internal async Task<string> WebhookAsync() =>
        (await Stack.PostAsync("/api/webhooks", new JsonObject { ["url"] = "https://hooks.example.com/calls" }, Owner).JsonAsync(HttpStatusCode.Created))["id"]!.GetValue<string>();

    private async Task<string> RecordedCallAsync()
    {
        var started = await Stack.PostAsync("/api/fred/call", user: Owner).JsonAsync();
        var room = started["room"]!.GetValue<string>();
        var founder = (await Stack.InSandboxAsync(
            HttpMethod.Post, "/participants", new JsonObject { ["token"] = started["token"]!.GetValue<string>(), ["publishAudio"] = true })
            .JsonAsync(HttpStatusCode.Created))["identity"]!.GetValue<string>();
        await Stack.InSandboxAsync(
            HttpMethod.Post, $"/rooms/{room}/participants/{founder}/speech", new JsonObject { ["text"] = "Hello.", ["durationMs"] = 1000 }).JsonAsync(HttpStatusCode.Accepted);
        await Stack.PageAsync(room, Owner, page => page["recording"]!["state"]!.GetValue<string>() is "active");
        await Stack.PostAsync($"/api/calls/{room}/end", user: Owner).JsonAsync(HttpStatusCode.Accepted);
        await Stack.PageAsync(room, Owner, page => page["complete"]!.GetValue<bool>());
        return room;
    }
}
