using System.Runtime.CompilerServices;
using Npgsql;
using OrleansCalls.Silo.Migrations;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests;

/// <summary>A database of one test, reached as the silo reaches it.</summary>
internal sealed class Database(string connectionString) : IAsyncDisposable
{
    private static readonly ConditionalWeakTable<PostgresFixture, Lazy<Task<string>>> Templates = [];

    public string ConnectionString { get; } = connectionString;

    /// <summary>More patient than a silo: a test is not about how busy the machine is.</summary>
    public NpgsqlDataSource Source { get; } = CallDatabase.Open(connectionString + ";Command Timeout=60");

    public static async Task<Database> EmptyAsync(PostgresFixture postgres) =>
        new((await postgres.CreateDatabaseAsync(Cancellation)).ConnectionString);

    /// <summary>A copy of a database that was migrated once: much faster than migrating each.</summary>
    public static async Task<Database> MigratedAsync(PostgresFixture postgres)
    {
        var server = await postgres.ServerAsync();
        var copy = server.Database($"db_{Guid.NewGuid():n}");
        var template = await Templates.GetValue(postgres, p => new Lazy<Task<string>>(() => MakeTemplateAsync(p))).Value;
        await using var postgresOwn = new Database(server.Database("postgres").ConnectionString + ";Pooling=false");
        await postgresOwn.RunAsync($"CREATE DATABASE {copy.Name} TEMPLATE {template}");
        return new(copy.ConnectionString);
    }

    public Task<IReadOnlyList<string>> MigrateAsync() => Migrator.MigrateAsync(ConnectionString, Cancellation);

    public async Task<int> RunAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>The first column of the first row; default for NULL and for no row.</summary>
    public async Task<T?> OneAsync<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync(Cancellation) is T value ? value : default;
    }

    /// <summary>The first column of every row.</summary>
    public async Task<List<T>> AllAsync<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(Cancellation))
        {
            rows.Add(reader.GetFieldValue<T>(0));
        }

        return rows;
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<string> MakeTemplateAsync(PostgresFixture postgres)
    {
        var template = await postgres.CreateDatabaseAsync(Cancellation);
        await Migrator.MigrateAsync(template.ConnectionString, Cancellation);
        return template.Name;
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = Source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return command;
    }
}
