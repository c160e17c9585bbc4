using System.Text.Json;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.Testing;
using OrleansCalls.Webhooks.Tests.Hosting;

namespace OrleansCalls.Webhooks.Tests.Dispatching;

/// <summary>Standard Webhooks' own library verifies what arrives.</summary>
public sealed class SignatureTests(PostgresFixture postgres, NodeScripts node)
{
    [Fact]
    public async Task StandardWebhooks_VerifiesEveryDelivery()
    {
        await using var customers = await Customers.StartAsync(postgres);
        await using var receiver = await WebhookReceiver.StartAsync();
        var (endpoint, secret) = await customers.EndpointAsync(receiver.Url);
        await customers.TellAsync(endpoint, 3, "ana_fred-call_1");
        await customers.Tables.AddTestAsync(
            "ana", endpoint, "evt_test", """{"type":"webhook.test","timestamp":"2026-01-01T00:00:00Z","data":{"name":"Zoë \u0022 \u00fc"}}""", DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
        await using var dispatcher = await Dispatcher.StartAsync(customers.ConnectionString);
        await receiver.WhenAsync(all => all.Count is 4);

        var seen = await VerifyAsync(receiver, secret, NewWebhookSecret.Make().Value);

        Assert.Equal(["call.started", "call.started", "call.started", "webhook.test"], seen[..4].Order());
        Assert.Equal(["refused", "refused", "refused", "refused"], seen[4..]);
    }

    [Fact]
    public async Task StandardWebhooks_WhileASecretIsChanged_VerifiesWithEither()
    {
        await using var customers = await Customers.StartAsync(postgres);
        await using var receiver = await WebhookReceiver.StartAsync();
        var (endpoint, old) = await customers.EndpointAsync(receiver.Url);
        var secret = NewWebhookSecret.Make();
        await customers.Tables.ChangeSecretAsync("ana", endpoint, secret, TestContext.Current.CancellationToken);
        await customers.TellAsync(endpoint, 1, "ana_fred-call_1");
        await using var dispatcher = await Dispatcher.StartAsync(customers.ConnectionString);
        var request = Assert.Single(await receiver.WhenAsync(all => all.Count is 1));

        Assert.Equal(2, request.Headers["webhook-signature"].Split(' ').Length);
        Assert.Equal(["call.started", "call.started"], await VerifyAsync(receiver, old, secret.Value));
    }

    private async Task<string[]> VerifyAsync(WebhookReceiver receiver, params string[] secrets)
    {
        var input = JsonSerializer.Serialize(new
        {
            secrets,
            requests = receiver.All.Select(r => new { body = r.Body, headers = r.Headers }),
        });
        var output = await node.RunAsync("verify.mjs", new Dictionary<string, string>(), input);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
