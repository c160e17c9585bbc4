using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.Silo.CustomerWebhooks;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;
using static OrleansCalls.Grains.Interfaces.CustomerWebhooks.WebhookEventTypes;

namespace OrleansCalls.Storage.Tests.CustomerWebhooks;

public sealed class WebhookTablesTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Create_Repeated_IsOneEndpoint()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        var command = Command("ana");

        var made = await hooks.Tables.CreateAsync(command, 1, Cancellation);
        var again = await hooks.Tables.CreateAsync(command, 1, Cancellation);

        Assert.Equal((command.Id, command.Url), (made!.Id, made.Url));
        Assert.Equal(command.Events, made.Events);
        Assert.Equal(made.CreatedAt, again!.CreatedAt);
        Assert.Single(await hooks.Tables.ListAsync("ana", Cancellation));
    }

    [Fact]
    public async Task Create_ManyAtOnce_KeepsToTheLimit()
    {
        await using var hooks = await Hooks.StartAsync(postgres);

        var made = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => hooks.Tables.CreateAsync(Command("ana"), 5, Cancellation)));

        Assert.Equal(5, made.Count(e => e is not null));
        Assert.Equal(5, (await hooks.Tables.ListAsync("ana", Cancellation)).Count);
        Assert.NotNull(await hooks.Tables.CreateAsync(Command("bea"), 5, Cancellation));
        Assert.True(await hooks.Tables.DeleteAsync("ana", made.First(e => e is not null)!.Id, Cancellation));
        Assert.NotNull(await hooks.Tables.CreateAsync(Command("ana"), 5, Cancellation));
    }

    [Fact]
    public async Task Everything_OfAnotherUser_IsNotFound()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        var id = await hooks.EndpointAsync("ana");
        await hooks.TellAsync("r", CallStarted);
        var delivery = await hooks.Database.OneAsync<Guid>("SELECT id FROM webhook_deliveries");

        Assert.Empty(await hooks.Tables.ListAsync("bea", Cancellation));
        Assert.Null(await hooks.Tables.FindAsync("bea", id, Cancellation));
        Assert.Null(await hooks.Tables.ChangeAsync(new() { Id = id, UserId = "bea", Enabled = false }, Cancellation));
        Assert.Null(await hooks.Tables.ChangeSecretAsync("bea", id, NewWebhookSecret.Make(), Cancellation));
        Assert.False(await hooks.Tables.DeleteAsync("bea", id, Cancellation));
        Assert.Equal(new DeliveryAnswer(null), await hooks.Tables.AddTestAsync("bea", id, "evt_1", "{}", DateTimeOffset.UnixEpoch, Cancellation));
        Assert.Null(await hooks.Tables.DeliveriesAsync(new() { UserId = "bea", EndpointId = id, Limit = 10 }, Cancellation));
        Assert.Null(await hooks.Tables.DeliveryAsync("bea", id, delivery, Cancellation));
        Assert.Equal(new DeliveryAnswer(null), await hooks.Tables.SendAgainAsync("bea", id, delivery, Cancellation));
        Assert.NotNull(await hooks.Tables.DeliveryAsync("ana", id, delivery, Cancellation));
        Assert.Null(await hooks.Tables.DeliveryAsync("ana", await hooks.EndpointAsync("ana"), delivery, Cancellation));
    }

    [Fact]
    public async Task Change_SomeFields_LeavesTheOthers()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        var id = await hooks.EndpointAsync("ana", CallStarted);

        var changed = await hooks.Tables.ChangeAsync(new() { Id = id, UserId = "ana", Events = [CallErased] }, Cancellation);
        Assert.Equal(("https://hooks.example.com/", CallErased, null), (changed!.Url, Assert.Single(changed.Events), changed.DisabledAt));
        changed = await hooks.Tables.ChangeAsync(new() { Id = id, UserId = "ana", Url = "https://b.example.com/", Enabled = false }, Cancellation);
        Assert.Equal(("https://b.example.com/", CallErased, "Its user disabled it"), (changed!.Url, Assert.Single(changed.Events), changed.DisabledReason));
        var again = await hooks.Tables.ChangeAsync(new() { Id = id, UserId = "ana", Enabled = false }, Cancellation);
        Assert.Equal(changed.DisabledAt, again!.DisabledAt);
        changed = await hooks.Tables.ChangeAsync(new() { Id = id, UserId = "ana", Enabled = true }, Cancellation);
        Assert.Equal((null, null), (changed!.DisabledAt, changed.DisabledReason));
    }

    [Fact]
    public async Task Test_IsTriedOnceAndWaitsForNothing()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        var id = await hooks.EndpointAsync("ana", CallErased);

        var made = await hooks.Tables.AddTestAsync("ana", id, "evt_1", "{}", DateTimeOffset.UnixEpoch, Cancellation);
        var again = await hooks.Tables.AddTestAsync("ana", id, "evt_1", "{}", DateTimeOffset.UnixEpoch, Cancellation);
        await hooks.Tables.AddTestAsync("ana", id, "evt_2", "{}", DateTimeOffset.UnixEpoch, Cancellation);

        Assert.Equal((made.Delivery!.Id, "webhook.test", null), (again.Delivery!.Id, made.Delivery.Type, made.Delivery.Room));
        var due = Assert.Single(await hooks.TakeAsync()).Deliveries;
        Assert.Equal(["evt_1", "evt_2"], due.Select(d => d.EventId).Order());
        Assert.All(due, d => Assert.True(d.Age > TimeSpan.FromDays(10_000)));
        await hooks.Tables.ChangeAsync(new() { Id = id, UserId = "ana", Enabled = false }, Cancellation);
        Assert.True((await hooks.Tables.AddTestAsync("ana", id, "evt_3", "{}", DateTimeOffset.UnixEpoch, Cancellation)).EndpointDisabled);
    }

    [Fact]
    public async Task Deliveries_InPages_AreNewestFirstWhateverArrives()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        var id = await hooks.EndpointAsync();
        for (var n = 0; n < 7; n++)
            await hooks.TellAsync($"r{n}", CallStarted);

        var filter = new DeliveryFilter { UserId = "ana", EndpointId = id, Limit = 3 };
        var seen = new List<string>();
        do
        {
            var page = await hooks.Tables.DeliveriesAsync(filter, Cancellation);
            seen.AddRange(page!.Deliveries.Select(d => d.Room!));
            filter = filter with { Cursor = page.NextCursor };
            await hooks.TellAsync($"later{seen.Count}", CallStarted);
        }
        while (filter.Cursor is not null);

        Assert.Equal(["r6", "r5", "r4", "r3", "r2", "r1", "r0"], seen);
        await Assert.ThrowsAsync<ArgumentException>(() => hooks.Tables.DeliveriesAsync(filter with { Cursor = "nonsense" }, Cancellation));
    }

    [Fact]
    public async Task Deliveries_OfAState_AreOnlyThose()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        var id = await hooks.EndpointAsync();
        foreach (var (room, state) in new[] { ("delivered", DeliveryState.Delivered), ("dead", DeliveryState.Dead), ("pending", DeliveryState.Pending) })
        {
            await hooks.TellAsync(room, CallStarted);
            await hooks.SendAsync(state, TimeSpan.FromHours(1));
        }

        foreach (var state in Enum.GetValues<DeliveryState>())
        {
            var page = await hooks.Tables.DeliveriesAsync(new() { UserId = "ana", EndpointId = id, Limit = 10, State = state }, Cancellation);
            var delivery = Assert.Single(page!.Deliveries);
            Assert.Equal((WebhookTables.Name(state), state, 1), (delivery.Room, delivery.State, delivery.Attempts));
            Assert.Equal((state is DeliveryState.Pending, state is DeliveryState.Delivered), (delivery.NextAttemptAt is not null, delivery.DeliveredAt is not null));
            Assert.Equal(state is DeliveryState.Delivered ? (200, null) : (500, "Answered 500"), (delivery.LastStatus, delivery.LastError));
            Assert.NotNull(delivery.LastAttemptAt);
        }
    }

    [Fact]
    public async Task SendAgain_DeadOne_IsTriedFromTheBeginningAndHoldsNothingUp()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        var id = await hooks.EndpointAsync();
        await hooks.TellAsync("r", CallStarted);
        await hooks.PassAsync(TimeSpan.FromHours(25));
        await hooks.SendAsync(DeliveryState.Dead);
        var dead = await hooks.Database.OneAsync<Guid>("SELECT id FROM webhook_deliveries");
        await hooks.TellAsync("r", CallCompleted);

        var answer = await hooks.Tables.SendAgainAsync("ana", id, dead, Cancellation);

        Assert.Equal((DeliveryState.Pending, 0), (answer.Delivery!.State, answer.Delivery.Attempts));
        Assert.Equal(["r/call.completed"], await hooks.SendAsync(DeliveryState.Delivered));
        var due = Assert.Single(Assert.Single(await hooks.TakeAsync()).Deliveries);
        Assert.Equal("r/call.started", due.EventId);
        Assert.True(due.Age < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task SendAgain_PendingOne_IsDueAtOnceAndKeepsItsPlace()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        var id = await hooks.EndpointAsync();
        await hooks.TellAsync("r", CallStarted, CallCompleted);
        var endpoint = Assert.Single(await hooks.TakeAsync());
        await hooks.StoreAsync(endpoint, new(5, true, TimeSpan.FromMinutes(1), false), Hooks.Result(endpoint.Deliveries[0], DeliveryState.Pending, TimeSpan.FromHours(2)));

        var answer = await hooks.Tables.SendAgainAsync("ana", id, endpoint.Deliveries[0].Id, Cancellation);

        Assert.Equal(1, answer.Delivery!.Attempts);
        Assert.Equal(["r/call.started"], await hooks.SendAsync(DeliveryState.Delivered));
        Assert.Equal(["r/call.completed"], await hooks.SendAsync(DeliveryState.Delivered));
    }

    [Fact]
    public async Task SendAgain_DisabledEndpointOrUnknownDelivery_IsRefused()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        var id = await hooks.EndpointAsync();
        await hooks.TellAsync("r", CallStarted);
        var delivery = await hooks.Database.OneAsync<Guid>("SELECT id FROM webhook_deliveries");

        Assert.Equal(new DeliveryAnswer(null), await hooks.Tables.SendAgainAsync("ana", id, Guid.NewGuid(), Cancellation));
        await hooks.Tables.ChangeAsync(new() { Id = id, UserId = "ana", Enabled = false }, Cancellation);
        Assert.Equal(new DeliveryAnswer(null, EndpointDisabled: true), await hooks.Tables.SendAgainAsync("ana", id, delivery, Cancellation));
    }

    [Fact]
    public async Task Secret_KeyConfigured_IsNotInTheDatabase()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var tables = new WebhookTables(database.Source, new WebhookSecrets([new byte[32]]));
        var command = Command("ana");
        await tables.CreateAsync(command, 1, Cancellation);
        await tables.ChangeSecretAsync("ana", command.Id, NewWebhookSecret.Make(), Cancellation);

        var row = await database.OneAsync<string>("SELECT e::text FROM webhook_endpoints e");

        Assert.DoesNotContain("whsec_", row, StringComparison.Ordinal);
        Assert.DoesNotContain(command.Secret.Value["whsec_".Length..], row, StringComparison.Ordinal);
    }

    private static CreateWebhookEndpoint Command(string user) => new()
    {
        Id = Guid.NewGuid(),
        UserId = user,
        Url = "https://hooks.example.com/calls",
        Events = [CallStarted, CallErased],
        Secret = NewWebhookSecret.Make(),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
