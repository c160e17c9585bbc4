using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.Silo.CustomerWebhooks;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Storage.Tests.Orleans;
using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.CustomerWebhooks;

/// <summary>Endpoints and deliveries in a database of a test's own, made as users and calls make them.</summary>
internal sealed class Hooks(Database database) : IAsyncDisposable
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(45);
    public static readonly EndpointResult Well = new(0, false, TimeSpan.Zero, false);

    private readonly Dictionary<string, int> _versions = [];

    public Database Database { get; } = database;

    public WebhookTables Tables { get; } = new(database.Source, new WebhookSecrets([]));

    public DueDeliveries Due { get; } = new(database.Source, new WebhookSecrets([]));

    public static async Task<Hooks> StartAsync(PostgresFixture postgres) => new(await Database.MigratedAsync(postgres));

    public async Task<Guid> EndpointAsync(string user = "ana", params string[] events)
    {
        var made = await Tables.CreateAsync(
            new CreateWebhookEndpoint
            {
                Id = Guid.NewGuid(),
                UserId = user,
                Url = "https://hooks.example.com/",
                Events = events is [] ? WebhookEventTypes.All : events,
                Secret = NewWebhookSecret.Make(),
            },
            mostEndpoints: 1_000,
            Cancellation);
        return made!.Id;
    }

    /// <summary>Stores a call with these events, each told once: its id is its type's.</summary>
    public async Task<int?> TellAsync(string room, params string[] types) => await TellAsync(room, "ana", types);

    public async Task<int?> TellAsync(string room, string user, string[] types)
    {
        int? before = _versions.TryGetValue(room, out var known) ? known : null;
        var after = await new StoredGrain(Database, "room/" + room).WriteAsync(before, Document(room, user, types));
        _versions[room] = after ?? known;
        return after;
    }

    public static string Document(string room, string user, params string[] types) =>
        $$"""{"customerEvents":[{{string.Join(',', types.Select(t => Event(room, user, t)))}}]}""";

    public async Task<IReadOnlyList<DueEndpoint>> TakeAsync(int well = 100, int troubled = 100, int perEndpoint = 8) =>
        await Due.TakeAsync(well, troubled, perEndpoint, Lease, Cancellation);

    /// <summary>What is due now, as <c>room/type</c>, and every endpoint is free again.</summary>
    public async Task<List<string>> DueAsync()
    {
        var taken = await TakeAsync();
        foreach (var endpoint in taken)
            await StoreAsync(endpoint);
        return [.. taken.SelectMany(e => e.Deliveries).Select(d => d.EventId)];
    }

    /// <summary>Takes what is due, and stores the same outcome for all of it.</summary>
    public async Task<List<string>> SendAsync(DeliveryState state, TimeSpan wait = default)
    {
        var taken = await TakeAsync();
        foreach (var endpoint in taken)
            await StoreAsync(endpoint, Well, [.. endpoint.Deliveries.Select(d => Result(d, state, wait))]);
        return [.. taken.SelectMany(e => e.Deliveries).Select(d => d.EventId)];
    }

    public Task StoreAsync(DueEndpoint endpoint, EndpointResult? result = null, params DeliveryResult[] deliveries) =>
        Due.StoreAsync(endpoint, result ?? Well, deliveries, Cancellation);

    public static DeliveryResult Result(DueDelivery delivery, DeliveryState state, TimeSpan wait = default) => new(
        delivery.Id, delivery.Attempts, state, wait, state is DeliveryState.Delivered ? 200 : 500, state is DeliveryState.Delivered ? null : "Answered 500");

    /// <summary>Lets so much time pass, for the database.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await Database.RunAsync("""
            UPDATE webhook_deliveries SET next_at = next_at - $1, tried_since = tried_since - $1,
                last_attempt_at = last_attempt_at - $1, finished_at = finished_at - $1
            """, time);
        await Database.RunAsync("""
            UPDATE webhook_endpoints SET leased_until = leased_until - $1, rests_until = rests_until - $1,
                old_secret_until = old_secret_until - $1, deleted_at = deleted_at - $1
            """, time);
    }

    public Task<List<string>> DeliveriesAsync() =>
        Database.AllAsync<string>("SELECT event_id FROM webhook_deliveries ORDER BY sequence");

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private static string Event(string room, string user, string type) => $$"""
        {
            "id": "{{room}}/{{type}}", "userId": "{{user}}", "type": "{{type}}", "occurredAt": "2026-01-01T00:00:01Z",
            "payload": { "type": "{{type}}", "data": { "room": "{{room}}" } }
        }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
