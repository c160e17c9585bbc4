using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansCalls.DevStack.Postgres;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Silo.Hosting;
using OrleansCalls.Silo.Migrations;
using OrleansCalls.Silo.Postgres;

namespace OrleansCalls.Bench.LiveCalls;

/// <summary>A migrated database of the bench's own server, which syncs every commit, and the calls in it.</summary>
internal sealed class BenchDatabase(PostgresServer server, PostgresDatabase address, NpgsqlDataSource source) : IAsyncDisposable
{
    /// <summary>Of a server for measurements.</summary>
    public static PostgresOptions Settings { get; } = new()
    {
        Durable = true,
        Settings = new Dictionary<string, string> { ["shared_buffers"] = "512MB", ["max_wal_size"] = "4GB" },
    };

    public string Url => address.Url;

    public NpgsqlDataSource Source => source;

    public static async Task<BenchDatabase> StartAsync(CancellationToken cancellationToken)
    {
        var server = await PostgresServer.StartAsync(Settings, cancellationToken);
        var address = await server.CreateDatabaseAsync("calls", cancellationToken);
        await Migrator.MigrateAsync(address.ConnectionString, cancellationToken);
        return new BenchDatabase(server, address, CallDatabase.Open(address.ConnectionString + ";Command Timeout=600"));
    }

    /// <summary>Stores live calls through Orleans' own storage, due an hour from now.</summary>
    public async Task StoreLiveAsync(int calls, DateTimeOffset run, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(source);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(DevStack.Network.FreePort.Next(), DevStack.Network.FreePort.Next(), serviceId: "orleans-calls", clusterId: "bench-fill");
            silo.UseCallStorage();
        });
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var storage = host.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        await Parallel.ForEachAsync(
            Enumerable.Range(0, calls),
            new ParallelOptions { MaxDegreeOfParallelism = 12, CancellationToken = cancellationToken },
            async (number, _) => await storage.WriteStateAsync(
                "call-v1",
                GrainId.Create("call", RoomKey.For(BenchCall.Room(number))),
                new GrainState<CallState>(BenchCall.Live(number, BenchCall.StartedAt(number, run)) with { DueAt = run.AddHours(1) })));
        await host.StopAsync(cancellationToken);
    }

    /// <summary>Stores finished calls: one document under many keys. Nobody reads them again.</summary>
    public async Task StoreFinishedAsync(int first, int calls, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            INSERT INTO orleans_storage (
                grain_id_hash, grain_id_n0, grain_id_n1, grain_type_hash, grain_type, grain_id_extension, service_id, version, payload)
            SELECT hashint4(n), 0, 0, 1, 'call-v1', 'room/finished-' || n || '_fred-call_' || n, 'orleans-calls', 12, $3
            FROM generate_series($1, $1 + $2 - 1) n
            """);
        command.Parameters.AddWithValue(first);
        command.Parameters.AddWithValue(calls);
        command.Parameters.AddWithValue(JsonSerializer.SerializeToUtf8Bytes(BenchCall.Finished(0, startedAt.AddDays(-1)), CallJson.Options));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<T> AskAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await server.DisposeAsync();
    }
}
