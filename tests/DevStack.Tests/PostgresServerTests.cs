using Npgsql;
using OrleansCalls.Testing;

namespace OrleansCalls.DevStack.Tests;

public sealed class PostgresServerTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateDatabase_Twice_GivesTwoDatabases()
    {
        var one = await postgres.CreateDatabaseAsync(Cancellation);
        var other = await postgres.CreateDatabaseAsync(Cancellation);

        await RunAsync(one.ConnectionString, "create table t (n int)");
        await RunAsync(other.ConnectionString, "create table t (n int)");
    }

    [Fact]
    public async Task CreateDatabase_SameName_KeepsIt()
    {
        var server = await postgres.ServerAsync();
        var database = await server.CreateDatabaseAsync("it's \"kept\"", Cancellation);
        await RunAsync(database.ConnectionString, "create table t (n int)");

        await server.CreateDatabaseAsync(database.Name, Cancellation);

        await RunAsync(database.ConnectionString, "select * from t");
    }

    [Fact]
    public async Task Server_KilledAndStartedAgain_KeepsCommittedRowsAndPort()
    {
        await using var server = await PostgresFixture.StartOwnAsync(Cancellation);
        var database = await server.CreateDatabaseAsync(cancellationToken: Cancellation);
        await RunAsync(database.ConnectionString, "create table t (n int)");

        await server.KillAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => RunAsync(database.ConnectionString, "select * from t"));
        await server.StartAgainAsync(Cancellation);
        await RunAsync(database.ConnectionString, "select * from t");

        await server.StopAsync();
        await server.StartAgainAsync(Cancellation);
        await RunAsync(database.ConnectionString, "select * from t");

        await server.StopImmediatelyAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => RunAsync(database.ConnectionString, "select * from t"));
        await server.StartAgainAsync(Cancellation);
        await RunAsync(database.ConnectionString, "select * from t");
    }

    private static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
#pragma warning disable CA2100 // the statements are literals of this file
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
