using OrleansCalls.Silo.Migrations;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Migrations;

public sealed class DuplicateRoomsTests(PostgresFixture postgres)
{
    private const string Resolve = """
        DELETE FROM coaching_sessions s USING coaching_sessions o WHERE s.room_name = o.room_name AND s.ctid > o.ctid
        """;

    [Fact]
    public async Task Migrate_DuplicateRooms_NamesThemAndChangesNothing()
    {
        await using var database = await MadeAsync("room-a", "room-b", "room-b");
        var before = await OlderDatabase.DumpAsync(database);

        var refusal = await Assert.ThrowsAsync<MigrationException>(database.MigrateAsync);

        Assert.Contains("room-a (2 rows), room-b (3 rows)", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await OlderDatabase.DumpAsync(database));
    }

    [Fact]
    public async Task Migrate_VeryManyDuplicateRooms_SaysHowManyItDoesNotName()
    {
        await using var database = await MadeAsync();
        await database.RunAsync("""
            INSERT INTO coaching_sessions (user_id, room_name) SELECT 'u', 'r' || n FROM generate_series(101, 125) n, generate_series(1, 2)
            """);

        var refusal = await Assert.ThrowsAsync<MigrationException>(database.MigrateAsync);

        Assert.Contains("r120 (2 rows) and 5 more", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_DuplicatesResolved_Succeeds()
    {
        await using var database = await MadeAsync("room-a");
        await Assert.ThrowsAsync<MigrationException>(database.MigrateAsync);

        await database.RunAsync(Resolve);
        await database.MigrateAsync();

        Assert.Equal(2, await database.OneAsync<long>("SELECT count(*) FROM coaching_sessions"));
    }

    [Fact]
    public async Task Check_MigrationRefused_SiloIsNotReady()
    {
        await using var database = await MadeAsync("room-a");
        await Assert.ThrowsAsync<MigrationException>(database.MigrateAsync);

        Assert.NotNull(await new CallTables(database.Source).CheckAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task MigrateCommand_DuplicateRooms_ExitsNonZeroNamingThem()
    {
        await using var database = await MadeAsync("room-a");

        var (code, output, errors) = await MigrateVerb.RunAsync(database.ConnectionString);

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Contains("room-a", errors, StringComparison.Ordinal);
    }

    private async Task<Database> MadeAsync(params string[] again)
    {
        var database = await Database.EmptyAsync(postgres);
        await OlderDatabase.MakeAsync(database);
        foreach (var room in again)
        {
            await database.RunAsync("INSERT INTO coaching_sessions (user_id, room_name) VALUES ('u', $1)", room);
        }

        return database;
    }
}
