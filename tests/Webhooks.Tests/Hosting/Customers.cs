using Npgsql;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.Silo.CustomerWebhooks;
using OrleansCalls.Silo.Migrations;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Webhooks.Tests.Hosting;

/// <summary>A database with endpoints of customers, who are told of whatever a test says.</summary>
internal sealed class Customers : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;

    private Customers(string connectionString)
    {
        ConnectionString = connectionString;
        _database = CallDatabase.Open(connectionString);
        Tables = new WebhookTables(_database, new WebhookSecrets([]));
    }

    public string ConnectionString { get; }

    public WebhookTables Tables { get; }

    public static async Task<Customers> StartAsync(PostgresFixture postgres)
    {
        var database = await postgres.CreateDatabaseAsync(Cancellation);
        await Migrator.MigrateAsync(database.ConnectionString, Cancellation);
        return new Customers(database.ConnectionString);
    }

    public async Task<(Guid Id, string Secret)> EndpointAsync(string url, string user = "ana")
    {
        var command = new CreateWebhookEndpoint
        {
            Id = Guid.NewGuid(),
            UserId = user,
            Url = url,
            Events = WebhookEventTypes.All,
            Secret = NewWebhookSecret.Make(),
        };
        await Tables.CreateAsync(command, 1_000, Cancellation);
        return (command.Id, command.Secret.Value);
    }

    /// <summary>Events of calls for an endpoint, <c>room/1</c>, <c>room/2</c>, … for each room.</summary>
    public Task TellAsync(Guid endpoint, int each, params string[] rooms) => RunAsync(
        """
        INSERT INTO webhook_deliveries (endpoint_id, event_id, room, type, payload, occurred_at)
        SELECT $1, room || '/' || n, room, 'call.started',
            '{"type":"call.started","timestamp":"2026-01-01T00:00:00Z","data":{"room":"' || room || '"}}', now()
        FROM generate_series(1, $3) n, unnest($2) room ORDER BY n
        """,
        endpoint, rooms, each);

    /// <summary>Marks every endpoint as one that failed or was slow when it was last sent to.</summary>
    public Task MakeTroubledAsync() => RunAsync("UPDATE webhook_endpoints SET is_troubled = true");

    /// <summary>Lets so much time pass, for the database.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await RunAsync("UPDATE webhook_deliveries SET next_at = next_at - $1, tried_since = tried_since - $1", time);
        await RunAsync("UPDATE webhook_endpoints SET leased_until = leased_until - $1, rests_until = rests_until - $1", time);
    }

    public async Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(Guid endpoint, DeliveryState? state = null, string user = "ana") =>
        (await Tables.DeliveriesAsync(new DeliveryFilter { UserId = user, EndpointId = endpoint, Limit = 500, State = state }, Cancellation))!.Deliveries;

    /// <summary>Returns when all of an endpoint's deliveries are so.</summary>
    public Task WhenAllAsync(Guid endpoint, DeliveryState state) => Eventually.IsAsync(
        async () => (await DeliveriesAsync(endpoint)).All(d => d.State == state), () => $"not all are {state}");

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task RunAsync(string statement, params object[] values)
    {
        await using var command = _database.CreateCommand(statement);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
