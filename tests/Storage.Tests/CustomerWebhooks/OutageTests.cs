using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.Testing;
using static OrleansCalls.Grains.Interfaces.CustomerWebhooks.WebhookEventTypes;

namespace OrleansCalls.Storage.Tests.CustomerWebhooks;

/// <summary>A busy customer's endpoint is away for a while, and very many events pile up.</summary>
public sealed class OutageTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Endpoint_BackAfterAnOutage_GetsEverythingInOrder()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        await hooks.EndpointAsync();
        var retries = new RetrySchedule();
        const int calls = 150;
        for (var call = 0; call < calls; call++)
        {
            // Its start fails as soon as it is told, and is to be tried later; what follows is told meanwhile, and is due at once.
            await hooks.TellAsync($"r{call}", CallStarted);
            foreach (var endpoint in await hooks.TakeAsync())
                await hooks.StoreAsync(endpoint, null, [.. endpoint.Deliveries.Select(d => Hooks.Result(d, DeliveryState.Pending, retries.After(d.Attempts + 1, d.Age, null, 0.5)!.Value))]);
            await hooks.TellAsync($"r{call}", CallCompleted, RecordingReady, SummaryReady);
        }

        await hooks.PassAsync(TimeSpan.FromMinutes(30));

        List<string> sent = [];
        for (var round = 0; round < 1000 && await hooks.SendAsync(DeliveryState.Delivered) is { Count: > 0 } more; round++)
            sent.AddRange(more);
        Assert.Equal(calls * 4, sent.Count);
        foreach (var of in sent.GroupBy(id => id.Split('/')[0]))
            Assert.Equal([CallStarted, CallCompleted, RecordingReady, SummaryReady], of.Select(id => id.Split('/')[1]));
    }
}
