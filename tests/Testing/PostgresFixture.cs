using OrleansCalls.DevStack.Postgres;

namespace OrleansCalls.Testing;

/// <summary>
/// One Postgres for a test assembly, in a temporary folder, started when first asked for:
/// <c>[assembly: AssemblyFixture(typeof(PostgresFixture))]</c>. Each test takes a database of its own.
/// A test that takes Postgres away starts a server of its own instead: <see cref="StartOwnAsync"/>.
/// </summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private static readonly PostgresOptions ForTests = new() { Durable = false };

    private readonly Lazy<Task<PostgresServer>> server = new(() => PostgresServer.StartAsync(ForTests));

    /// <summary>The shared server.</summary>
    public Task<PostgresServer> ServerAsync() => server.Value;

    /// <summary>A new empty database on the shared server.</summary>
    public async Task<PostgresDatabase> CreateDatabaseAsync(CancellationToken cancellationToken = default) =>
        await (await server.Value).CreateDatabaseAsync(cancellationToken: cancellationToken);

    /// <summary>A server for one test alone, which may stop, kill and start it. The test disposes it.</summary>
    public static Task<PostgresServer> StartOwnAsync(CancellationToken cancellationToken = default) =>
        PostgresServer.StartAsync(ForTests, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await server.Value).DisposeAsync();
        }
    }
}
