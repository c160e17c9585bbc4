using OrleansCalls.Silo.Migrations;
using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Migrations;

public sealed class MigratorTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrate_EmptyDatabase_AppliesEveryFileInOrder()
    {
        await using var database = await Database.EmptyAsync(postgres);

        var applied = await database.MigrateAsync();

        Assert.Equal("001_orleans_queries.sql", applied[0]);
        Assert.Contains("042_coaching_sessions.sql", applied);
        Assert.Contains("062_call_recording_columns.sql", applied);
        Assert.Equal(applied.Order(StringComparer.Ordinal), applied);
    }

    [Fact]
    public async Task Migrate_Twice_SecondAppliesNothing()
    {
        await using var database = await Database.MigratedAsync(postgres);

        Assert.Empty(await database.MigrateAsync());
    }

    [Fact]
    public async Task Migrate_JournalLost_EveryFileRunsAgain()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("DROP TABLE orleans_calls_migrations");

        Assert.NotEmpty(await database.MigrateAsync());
    }

    [Fact]
    public async Task Migrate_SeveralAtOnce_EachFileOnce()
    {
        await using var database = await Database.EmptyAsync(postgres);

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(database.MigrateAsync, Cancellation)));

        Assert.Single(applied, files => files.Count > 0);
        Assert.Equal(
            applied.Sum(files => files.Count), await database.OneAsync<long>("SELECT count(*) FROM orleans_calls_migrations"));
    }

    [Fact]
    public async Task Migrate_DatabaseInASchemaOfItsOwn_WorksThere()
    {
        await using var shared = await Database.MigratedAsync(postgres);
        await shared.RunAsync("CREATE SCHEMA calls");
        await using var database = new Database(shared.ConnectionString + ";Search Path=calls");

        Assert.NotEmpty(await database.MigrateAsync());
        Assert.Empty(await Migrator.MissingAsync(database.Source, Cancellation));
        Assert.Equal("calls", await database.OneAsync<string>(
            "SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = 'coaching_sessions'::regclass"));
    }

    [Fact]
    public async Task Missing_NotMigrated_IsEveryFile()
    {
        await using var database = await Database.EmptyAsync(postgres);

        var missing = await Migrator.MissingAsync(database.Source, Cancellation);

        Assert.Equal(missing, await database.MigrateAsync());
    }

    [Fact]
    public async Task Missing_HalfMigrated_IsTheOtherHalf()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("DELETE FROM orleans_calls_migrations WHERE scriptname LIKE '06%'");

        var missing = await Migrator.MissingAsync(database.Source, Cancellation);

        Assert.NotEmpty(missing);
        Assert.All(missing, name => Assert.StartsWith("06", name, StringComparison.Ordinal));
        Assert.Equal(missing, await database.MigrateAsync());
    }

    [Fact]
    public async Task Missing_Migrated_IsNothing()
    {
        await using var database = await Database.MigratedAsync(postgres);

        Assert.Empty(await Migrator.MissingAsync(database.Source, Cancellation));
    }
}
