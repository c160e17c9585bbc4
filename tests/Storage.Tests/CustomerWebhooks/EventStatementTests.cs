using OrleansCalls.Storage.Tests.Orleans;
using OrleansCalls.Testing;
using static OrleansCalls.Grains.Interfaces.CustomerWebhooks.WebhookEventTypes;

namespace OrleansCalls.Storage.Tests.CustomerWebhooks;

/// <summary>Deliveries are made by the statement that stores a call.</summary>
public sealed class EventStatementTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Write_WithEvents_MakesADeliveryForEachEndpointThatWantsIt()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        var all = await hooks.EndpointAsync();
        var some = await hooks.EndpointAsync("ana", CallCompleted, CallErased);
        await hooks.EndpointAsync("bea");
        var disabled = await hooks.EndpointAsync();
        await hooks.Tables.ChangeAsync(new() { Id = disabled, UserId = "ana", Enabled = false }, TestContext.Current.CancellationToken);
        Assert.True(await hooks.Tables.DeleteAsync("ana", await hooks.EndpointAsync(), TestContext.Current.CancellationToken));

        await hooks.TellAsync("r", CallStarted, CallCompleted);

        Assert.Equal(
            [$"{all} call.started", $"{all} call.completed"],
            await hooks.Database.AllAsync<string>("SELECT endpoint_id || ' ' || type FROM webhook_deliveries WHERE endpoint_id = $1 ORDER BY sequence", all));
        Assert.Equal(["call.completed"], await hooks.Database.AllAsync<string>("SELECT type FROM webhook_deliveries WHERE endpoint_id = $1", some));
        Assert.Equal(3, await hooks.Database.OneAsync<long>("SELECT count(*) FROM webhook_deliveries"));
        Assert.Equal("r", await hooks.Database.OneAsync<string>("SELECT DISTINCT room FROM webhook_deliveries"));
    }

    [Fact]
    public async Task Write_SameEventAgain_IsNotToldTwice()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        await hooks.EndpointAsync();

        await hooks.TellAsync("r", CallStarted);
        await hooks.TellAsync("r", CallStarted, CallCompleted);

        Assert.Equal(["r/call.started", "r/call.completed"], await hooks.DeliveriesAsync());
    }

    [Fact]
    public async Task Write_ThatLosesARace_TellsNothing()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        await hooks.EndpointAsync();
        var grain = new StoredGrain(hooks.Database, "room/r");
        await grain.WriteAsync(null, "{}");

        Assert.Null(await grain.WriteAsync(7, Hooks.Document("r", "ana", CallStarted)));
        Assert.Null(await grain.WriteAsync(null, Hooks.Document("r", "ana", CallStarted)));

        Assert.Empty(await hooks.DeliveriesAsync());
    }

    [Fact]
    public async Task Write_Payload_KeepsItsTextAndHarmsNoStorage()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        await hooks.EndpointAsync();
        const string payload = """{ "b": 1.10, "a" : "\u00fc \"x\"", "a": null , "zero": "ZERO" }""";
        var document = $$"""{"customerEvents":[{"id":"1","userId":"ana","type":"call.started","occurredAt":"2026-01-01T00:00:01Z","payload":{{payload}}}]}""";

        await new StoredGrain(hooks.Database, "room/r").WriteAsync(null, document.Replace("ZERO", "\\u0000", StringComparison.Ordinal));

        Assert.Equal(
            payload.Replace("ZERO", "\\ufffd", StringComparison.Ordinal),
            await hooks.Database.OneAsync<string>("SELECT payload FROM webhook_deliveries"));
    }

    [Fact]
    public async Task Write_WithoutEvents_MakesNone()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        await hooks.EndpointAsync();

        await new StoredGrain(hooks.Database, "room/r").WriteAsync(null, "{}");
        await new StoredGrain(hooks.Database, "room/s").WriteAsync(null, """{"customerEvents":[]}""");

        Assert.Empty(await hooks.DeliveriesAsync());
    }

    [Fact]
    public async Task Write_EndpointIsBeingChangedOrRemoved_NeitherWaitsNorFails()
    {
        await using var hooks = await Hooks.StartAsync(postgres);
        var endpoint = await hooks.EndpointAsync();
        await using var other = await hooks.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var removing = other.CreateCommand();
        removing.CommandText = "DELETE FROM webhook_endpoints WHERE id = $1";
        removing.Parameters.Add(new Npgsql.NpgsqlParameter<Guid> { TypedValue = endpoint });
        await removing.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, await hooks.TellAsync("r", CallStarted));

        await transaction.CommitAsync(TestContext.Current.CancellationToken);
    }
}
