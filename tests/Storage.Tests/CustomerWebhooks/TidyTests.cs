using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.Testing;
using static OrleansCalls.Grains.Interfaces.CustomerWebhooks.WebhookEventTypes;

namespace OrleansCalls.Storage.Tests.CustomerWebhooks;

/// <summary>What is old goes, bit by bit.</summary>
public sealed class TidyTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    [Fact]
    public async Task Tidy_FinishedLongAgo_IsRemovedAndNothingElse()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        await hooks.EndpointAsync();
        await hooks.TellAsync("delivered", CallStarted);
        await hooks.SendAsync(DeliveryState.Delivered);
        await hooks.TellAsync("dead", CallStarted);
        await hooks.SendAsync(DeliveryState.Dead);
        await hooks.PassAsync(Kept - TimeSpan.FromHours(1));
        await hooks.TellAsync("newer", CallStarted);
        await hooks.SendAsync(DeliveryState.Delivered);
        await hooks.TellAsync("pending", CallStarted);

        Assert.Equal(0, await TidyAsync(hooks));
        await hooks.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(2, await TidyAsync(hooks));
        Assert.Equal(["newer/call.started", "pending/call.started"], await hooks.DeliveriesAsync());
    }

    [Fact]
    public async Task Tidy_VeryMany_AreAllRemoved()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        await hooks.Database.RunAsync("""
            INSERT INTO webhook_deliveries (endpoint_id, event_id, type, payload, occurred_at, state, finished_at)
            SELECT $1, n, 'call.started', '{}', now(), 'delivered', now() - interval '31 days' FROM generate_series(1, 1700) n
            """, await hooks.EndpointAsync());

        Assert.Equal(1_700, await TidyAsync(hooks));
    }

    [Fact]
    public async Task Tidy_RemovedEndpoint_GoesAfterItsDeliveries()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        var id = await hooks.EndpointAsync();
        var kept = await hooks.EndpointAsync();
        await hooks.TellAsync("r", CallStarted, CallCompleted);
        await hooks.Tables.DeleteAsync("ana", id, TestContext.Current.CancellationToken);
        Assert.Equal("", await hooks.Database.OneAsync<string>("SELECT secret FROM webhook_endpoints WHERE id = $1", id));

        Assert.Equal(0, await TidyAsync(hooks)); // a call may be adding to it
        await hooks.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(2, await TidyAsync(hooks));

        Assert.Equal([kept], await hooks.Database.AllAsync<Guid>("SELECT id FROM webhook_endpoints"));
        Assert.Equal([kept, kept], await hooks.Database.AllAsync<Guid>("SELECT endpoint_id FROM webhook_deliveries"));
    }

    [Fact]
    public async Task Tidy_PendingAtADisabledEndpoint_DiesAfterADay()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        var id = await hooks.EndpointAsync();
        await hooks.EndpointAsync();
        await hooks.TellAsync("r", CallStarted);
        await hooks.Tables.ChangeAsync(new() { Id = id, UserId = "ana", Enabled = false }, TestContext.Current.CancellationToken);

        await TidyAsync(hooks);
        Assert.Equal(2, await PendingAsync(hooks));
        await hooks.PassAsync(Window + TimeSpan.FromMinutes(1));
        await TidyAsync(hooks);

        Assert.Equal(1, await PendingAsync(hooks)); // the enabled one's is tried
        Assert.Equal("The endpoint is disabled", await hooks.Database.OneAsync<string>("SELECT last_error FROM webhook_deliveries WHERE state = 'dead'"));
    }

    private static Task<long> PendingAsync(Hooks hooks) =>
        hooks.Database.OneAsync<long>("SELECT count(*) FROM webhook_deliveries WHERE state = 'pending'");

    private static Task<int> TidyAsync(Hooks hooks) => hooks.Due.TidyAsync(Kept, Window, TestContext.Current.CancellationToken);
}
