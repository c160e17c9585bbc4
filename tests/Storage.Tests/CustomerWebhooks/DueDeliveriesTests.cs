using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;
using static OrleansCalls.Grains.Interfaces.CustomerWebhooks.WebhookEventTypes;

namespace OrleansCalls.Storage.Tests.CustomerWebhooks;

public sealed class DueDeliveriesTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Take_EventsOfACall_AreGivenInOrder()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        await hooks.EndpointAsync();
        await hooks.TellAsync("r", CallStarted, CallCompleted);
        await hooks.TellAsync("r", SummaryReady);

        Assert.Equal(["r/call.started"], await hooks.SendAsync(DeliveryState.Delivered));
        Assert.Equal(["r/call.completed"], await hooks.SendAsync(DeliveryState.Dead)); // nobody waits for what is dead
        Assert.Equal(["r/summary.ready"], await hooks.SendAsync(DeliveryState.Delivered));
        Assert.Empty(await hooks.TakeAsync());
    }

    [Fact]
    public async Task Take_EarlierOneFailed_LaterOnesWaitForItAndOtherCallsDoNot()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        await hooks.EndpointAsync();
        await hooks.TellAsync("r", CallStarted);
        await hooks.SendAsync(DeliveryState.Pending, Soon);
        await hooks.TellAsync("r", CallCompleted);
        await hooks.TellAsync("s", CallStarted);

        Assert.Equal(["s/call.started"], await hooks.SendAsync(DeliveryState.Delivered));
        Assert.Empty(await hooks.DueAsync());
        Assert.Empty(await hooks.TakeAsync()); // what waits does not make its endpoint due

        await hooks.PassAsync(Soon);
        Assert.Equal(["r/call.started"], await hooks.SendAsync(DeliveryState.Delivered));
        Assert.Equal(["r/call.completed"], await hooks.SendAsync(DeliveryState.Delivered));
    }

    [Fact]
    public async Task Take_Endpoint_IsOneSilosUntilItsLeaseIsOver()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        await hooks.EndpointAsync();
        await hooks.TellAsync("r", CallStarted);
        var lost = Assert.Single(await hooks.TakeAsync()); // its silo dies

        Assert.Empty(await hooks.TakeAsync());
        await hooks.PassAsync(Hooks.Lease);
        var again = Assert.Single(await hooks.TakeAsync());

        Assert.Equal(Assert.Single(lost.Deliveries).EventId, Assert.Single(again.Deliveries).EventId);
        await hooks.StoreAsync(lost); // a late word of the first does not take the endpoint from the second
        Assert.Empty(await hooks.TakeAsync());
    }

    [Fact]
    public async Task Store_LateOutcomes_SuccessCountsAndFailureDoesNot()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        await hooks.EndpointAsync();
        await hooks.TellAsync("r", CallStarted);
        await hooks.TellAsync("s", CallStarted);
        var slow = Assert.Single(await hooks.TakeAsync());
        await hooks.PassAsync(Hooks.Lease);
        await hooks.SendAsync(DeliveryState.Pending, Soon);

        await hooks.StoreAsync(slow, Hooks.Well, Hooks.Result(slow.Deliveries[0], DeliveryState.Delivered), Hooks.Result(slow.Deliveries[1], DeliveryState.Dead));

        Assert.Equal(
            ["r delivered 2", "s pending 1"],
            await hooks.Database.AllAsync<string>("SELECT room || ' ' || state || ' ' || attempts FROM webhook_deliveries ORDER BY sequence"));
        await hooks.StoreAsync(slow, Hooks.Well, Hooks.Result(slow.Deliveries[0], DeliveryState.Pending)); // nor does it undo a success
        Assert.Equal(1, await hooks.Database.OneAsync<long>("SELECT count(*) FROM webhook_deliveries WHERE state = 'delivered'"));
    }

    [Fact]
    public async Task Take_SeveralSilosAtOnce_NoDeliveryTwice()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        for (var n = 0; n < 20; n++)
            await hooks.EndpointAsync();
        for (var n = 0; n < 10; n++)
            await hooks.TellAsync($"r{n}", CallStarted, CallCompleted, SummaryReady);

        var sent = new List<string>();
        while (sent.Count < 600)
        {
            var rounds = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TakeAndSendAsync(hooks)));
            sent.AddRange(rounds.SelectMany(r => r));
        }

        Assert.Equal(600, sent.Distinct().Count());
        foreach (var perCall in sent.GroupBy(s => s[..s.LastIndexOf('/')]))
            Assert.Equal(["call.started", "call.completed", "summary.ready"], perCall.Select(s => s[(s.LastIndexOf('/') + 1)..]));
        Assert.Empty(await hooks.TakeAsync());
    }

    [Fact]
    public async Task Take_ManyFree_TheLongestAgoServedComeFirst()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        Guid[] endpoints = [await hooks.EndpointAsync(), await hooks.EndpointAsync(), await hooks.EndpointAsync()];
        for (var n = 0; n < 3; n++)
            await hooks.TellAsync($"r{n}", CallStarted);

        var served = new List<Guid>();
        for (var n = 0; n < 6; n++)
        {
            var one = Assert.Single(await hooks.TakeAsync(well: 1, perEndpoint: 1));
            served.Add(one.Id);
            await hooks.StoreAsync(one, Hooks.Well, Hooks.Result(Assert.Single(one.Deliveries), DeliveryState.Delivered));
        }

        Assert.Equal(endpoints.Order(), served.Take(3).Order());
        Assert.Equal(served.Take(3), served.Skip(3));
    }

    [Fact]
    public async Task Take_TroubledEndpoints_HavePlacesOfTheirOwn()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        for (var n = 0; n < 5; n++)
            await hooks.EndpointAsync();
        await hooks.TellAsync("r", CallStarted, CallCompleted);
        foreach (var endpoint in await hooks.TakeAsync(well: 3))
            await hooks.StoreAsync(endpoint, new EndpointResult(0, IsTroubled: true, TimeSpan.Zero, false), Hooks.Result(endpoint.Deliveries[0], DeliveryState.Delivered));

        var taken = await hooks.TakeAsync(well: 100, troubled: 1);

        Assert.Equal((2, 1), (taken.Count(e => !e.IsTroubled), taken.Count(e => e.IsTroubled)));
        Assert.Equal(2, (await hooks.TakeAsync(well: 0, troubled: 10)).Count);
    }

    [Fact]
    public async Task Take_EndpointThatRests_WaitsUntilItHasRested()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        await hooks.EndpointAsync();
        await hooks.TellAsync("r", CallStarted);
        var endpoint = Assert.Single(await hooks.TakeAsync());
        await hooks.StoreAsync(endpoint, new EndpointResult(3, true, TimeSpan.FromSeconds(60), false), Hooks.Result(endpoint.Deliveries[0], DeliveryState.Pending, Soon));
        await hooks.TellAsync("s", CallStarted);

        await hooks.PassAsync(TimeSpan.FromSeconds(55));
        Assert.Empty(await hooks.TakeAsync());
        await hooks.PassAsync(TimeSpan.FromSeconds(6));
        endpoint = Assert.Single(await hooks.TakeAsync());

        Assert.Equal((3, true, 2), (endpoint.Failures, endpoint.IsTroubled, endpoint.Deliveries.Count));
    }

    [Fact]
    public async Task Take_EndpointDisabledMeanwhile_WaitsUntilItIsEnabled()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        var id = await hooks.EndpointAsync();
        await hooks.TellAsync("r", CallStarted);

        await hooks.Tables.ChangeAsync(new() { Id = id, UserId = "ana", Enabled = false }, TestContext.Current.CancellationToken);
        Assert.Empty(await hooks.TakeAsync());
        await hooks.Tables.ChangeAsync(new() { Id = id, UserId = "ana", Enabled = true }, TestContext.Current.CancellationToken);
        Assert.Equal(["r/call.started"], await hooks.DueAsync());
    }

    [Fact]
    public async Task Store_Gone_DisablesTheEndpointUnlessItsUrlIsAnother()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        var id = await hooks.EndpointAsync();
        await hooks.TellAsync("r", CallStarted);
        var gone = new EndpointResult(1, true, TimeSpan.Zero, IsGone: true);
        var endpoint = Assert.Single(await hooks.TakeAsync());
        await hooks.Tables.ChangeAsync(new() { Id = id, UserId = "ana", Url = "https://other.example.com/" }, TestContext.Current.CancellationToken);
        await hooks.StoreAsync(endpoint, gone);
        Assert.Null((await hooks.Tables.FindAsync("ana", id, TestContext.Current.CancellationToken))!.DisabledAt);

        endpoint = Assert.Single(await hooks.TakeAsync());
        await hooks.StoreAsync(endpoint, gone, Hooks.Result(endpoint.Deliveries[0], DeliveryState.Dead));

        var disabled = await hooks.Tables.FindAsync("ana", id, TestContext.Current.CancellationToken);
        Assert.Equal("It answered 410", disabled!.DisabledReason);
        Assert.NotNull(disabled.DisabledAt);
    }

    [Fact]
    public async Task Take_Limits_AreKept()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        await hooks.EndpointAsync();
        for (var n = 0; n < 12; n++)
            await hooks.TellAsync($"r{n:00}", CallStarted, CallCompleted);

        var endpoint = Assert.Single(await hooks.TakeAsync(perEndpoint: 5));

        Assert.Equal(Enumerable.Range(0, 5).Select(n => $"r{n:00}/call.started"), endpoint.Deliveries.Select(d => d.EventId).Order());
    }

    [Fact]
    public async Task Take_Delivery_TellsItsAgeAndAttempts()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        await hooks.EndpointAsync();
        await hooks.TellAsync("r", CallStarted);
        await hooks.SendAsync(DeliveryState.Pending, Soon);
        await hooks.PassAsync(TimeSpan.FromHours(26));

        var delivery = Assert.Single(Assert.Single(await hooks.TakeAsync()).Deliveries);

        Assert.Equal(1, delivery.Attempts);
        Assert.InRange(delivery.Age, TimeSpan.FromHours(26), TimeSpan.FromHours(26.1));
    }

    [Fact]
    public async Task Take_VeryManyAtOneEndpoint_AsksNoMoreOfTheOthers()
    {
        await using var migrated = await Database.MigratedAsync(postgres);
        await using var hooks = new Hooks(new Database(migrated.ConnectionString + ";Command Timeout=60"));
        var busy = await hooks.EndpointAsync("bea");
        var other = await hooks.EndpointAsync();
        await hooks.Database.RunAsync("""
            INSERT INTO webhook_deliveries (endpoint_id, event_id, room, type, payload, occurred_at, next_at, state, finished_at)
            SELECT $1, n, 'b' || n % 5000, 'call.started', '{}', now(), now() - interval '1 hour',
                CASE WHEN n <= 20000 THEN 'pending' ELSE 'delivered' END, CASE WHEN n > 20000 THEN now() END
            FROM generate_series(1, 40000) n
            """, busy);
        await hooks.TellAsync("r", CallStarted);
        await hooks.Database.RunAsync("VACUUM ANALYZE webhook_deliveries, webhook_endpoints");

        var take = await PlanAsync(hooks, DueDeliveries.TakeStatement, 64, 32, Hooks.Lease);
        var due = await PlanAsync(hooks, DueDeliveries.DueStatement, new[] { busy, other }, 8);

        Assert.DoesNotContain("Seq Scan on webhook_deliveries", take + due, StringComparison.Ordinal);
        Assert.True(Buffers(take) < 200, take);
        Assert.True(Buffers(due) < 1_000, due);
        var taken = await hooks.TakeAsync();
        Assert.Equal([busy, other], new[] { busy, other }.Where(id => taken.Any(e => e.Id == id)));
        Assert.Equal(8, taken.Single(e => e.Id == busy).Deliveries.Count);
        Assert.Single(taken.Single(e => e.Id == other).Deliveries);
    }

    [Fact]
    public async Task Take_SecretChanged_BothAreGivenForADay()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        var id = await hooks.EndpointAsync();
        await hooks.TellAsync("r", CallStarted);
        var first = Assert.Single(Assert.Single(await hooks.TakeAsync()).Secrets);
        await hooks.PassAsync(Hooks.Lease);
        var secret = NewWebhookSecret.Make();
        await hooks.Tables.ChangeSecretAsync("ana", id, secret, TestContext.Current.CancellationToken);
        await hooks.Tables.ChangeSecretAsync("ana", id, secret, TestContext.Current.CancellationToken); // its answer was lost

        Assert.Equal([secret.Value, first], Assert.Single(await hooks.TakeAsync()).Secrets);
        await hooks.PassAsync(TimeSpan.FromHours(23.9));
        Assert.Equal([secret.Value, first], Assert.Single(await hooks.TakeAsync()).Secrets);
        await hooks.PassAsync(TimeSpan.FromHours(0.2));
        Assert.Equal([secret.Value], Assert.Single(await hooks.TakeAsync()).Secrets);
    }

    private static async Task<IEnumerable<string>> TakeAndSendAsync(Hooks hooks)
    {
        var taken = await hooks.TakeAsync(well: 5);
        foreach (var endpoint in taken)
            await hooks.StoreAsync(endpoint, Hooks.Well, [.. endpoint.Deliveries.Select(d => Hooks.Result(d, DeliveryState.Delivered))]);
        return taken.SelectMany(e => e.Deliveries.Select(d => $"{e.Id}/{d.EventId}"));
    }

    private static async Task<string> PlanAsync(Hooks hooks, string statement, params object[] values) =>
        string.Join('\n', await hooks.Database.AllAsync<string>($"EXPLAIN (ANALYZE, BUFFERS) {statement.Replace("UPDATE webhook_endpoints e SET leased_until = now() + $3", "UPDATE webhook_endpoints e SET leased_until = now() + $3 - $3", StringComparison.Ordinal)}", values));

    private static int Buffers(string plan) => int.Parse(
        System.Text.RegularExpressions.Regex.Match(plan, @"Buffers: shared hit=(\d+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
}
