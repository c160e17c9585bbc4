using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Calls;

public sealed class DatabaseCheckTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Check_NotMigrated_NamesTheFirstThatIsMissing()
    {
        await using var database = await Database.EmptyAsync(postgres);

        Assert.Contains("001_orleans_queries.sql", await new CallTables(database.Source).CheckAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_PostgresStoppedAndStarted_SaysSoAndIsWellAgain()
    {
        await using var server = await PostgresFixture.StartOwnAsync(Cancellation);
        await using var database = new Database((await server.CreateDatabaseAsync(cancellationToken: Cancellation)).ConnectionString);
        await database.MigrateAsync();
        var tables = new CallTables(database.Source);
        Assert.Null(await tables.CheckAsync(Cancellation));

        await server.StopAsync();
        Assert.Equal("The database does not answer", await tables.CheckAsync(Cancellation));

        await server.StartAgainAsync(Cancellation);
        Assert.Null(await tables.CheckAsync(Cancellation));
    }
}
