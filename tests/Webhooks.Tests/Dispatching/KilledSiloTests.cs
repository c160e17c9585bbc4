using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.Testing;
using OrleansCalls.Webhooks.Tests.Hosting;

namespace OrleansCalls.Webhooks.Tests.Dispatching;

public sealed class KilledSiloTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Silo_KilledOverADelivery_AnotherSendsItAgainAndInOrder()
    {
        await using var customers = await Customers.StartAsync(postgres);
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (_, context) => WebhookReceiver.Hang(context);
        var (endpoint, _) = await customers.EndpointAsync(receiver.Url);
        await customers.TellAsync(endpoint, 2, "r");
        await using (var first = SiloProcess.Start(customers.ConnectionString, "first"))
        {
            await receiver.WhenAsync(all => all.Count is 1); // the customer has it, and nobody knows
            await first.KillAsync();
        }

        Assert.Equal([0, 0], (await customers.DeliveriesAsync(endpoint)).Select(d => d.Attempts));
        receiver.Answer = (_, context) => WebhookReceiver.Status(context, 200);
        await using var second = SiloProcess.Start(customers.ConnectionString, "second");
        await customers.PassAsync(new WebhookOptions().Lease);
        await customers.WhenAllAsync(endpoint, DeliveryState.Delivered);

        Assert.Equal(["r/1", "r/1", "r/2"], receiver.All.Select(r => r.EventId));
    }
}
