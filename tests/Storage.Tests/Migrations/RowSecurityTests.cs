using Npgsql;
using OrleansCalls.Silo.Migrations;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Migrations.OlderDatabase;

namespace OrleansCalls.Storage.Tests.Migrations;

public sealed class RowSecurityTests(PostgresFixture postgres)
{
    [Fact]
    public async Task User_Selects_SeesItsOwnRowsOnly()
    {
        await using var database = await Database.EmptyAsync(postgres);
        var users = await MigratedAsync(database);

        Assert.Equal(1, await AsUserAsync(database, users, Ana, $"SELECT FROM coaching_sessions WHERE user_id = '{Ana}'"));
        Assert.Equal(0, await AsUserAsync(database, users, Ana, $"SELECT FROM coaching_sessions WHERE user_id <> '{Ana}'"));
    }

    [Theory]
    [InlineData("UPDATE coaching_sessions SET notes = 'mine'")]
    [InlineData("DELETE FROM coaching_sessions")]
    [InlineData($"INSERT INTO coaching_sessions (user_id, room_name) VALUES ('{Ana}', 'room-new')")]
    public async Task User_Changes_ReachesItsOwnRowsOnly(string statement)
    {
        await using var database = await Database.EmptyAsync(postgres);
        var users = await MigratedAsync(database);

        Assert.Equal(1, await AsUserAsync(database, users, Ana, statement));
    }

    [Theory]
    [InlineData($"INSERT INTO coaching_sessions (user_id, room_name) VALUES ('{Bob}', 'room-new')")]
    [InlineData($"UPDATE coaching_sessions SET user_id = '{Bob}'")]
    public async Task User_WritesARowOfAnother_IsRefused(string statement)
    {
        await using var database = await Database.EmptyAsync(postgres);
        var users = await MigratedAsync(database);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => AsUserAsync(database, users, Ana, statement));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task User_HasEveryRight_StillReadsNoneOfOurOwnTables()
    {
        await using var database = await Database.EmptyAsync(postgres);
        var users = await MigratedAsync(database);

        var open = await database.AllAsync<string>("""
            SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND NOT relrowsecurity
                AND relname <> 'fred_episodic_memory'
            """);

        Assert.Empty(open);
        Assert.Equal(0, await AsUserAsync(database, users, Ana, "SELECT FROM OrleansQuery"));
    }

    [Fact]
    public async Task User_MemoryTableMadeByUs_IsClosedAnOlderOneStaysAsItWas()
    {
        const string closed = "SELECT relrowsecurity FROM pg_class WHERE oid = 'fred_episodic_memory'::regclass";
        await using var older = await Database.EmptyAsync(postgres);
        await using var newer = await Database.EmptyAsync(postgres);
        await MigratedAsync(older);
        await MakeAsync(newer);
        await newer.RunAsync("DROP TABLE fred_episodic_memory");
        await newer.MigrateAsync();

        Assert.False(await older.OneAsync<bool>(closed));
        Assert.True(await newer.OneAsync<bool>(closed));
    }

    [Fact]
    public async Task Service_RowSecurityForcedOnOwnersToo_SeesAndChangesAll()
    {
        await using var database = await Database.EmptyAsync(postgres);
        await MakeAsync(database);
        var (role, asService) = await ServiceAsync(database);
        await using var service = new Database(asService);
        await service.MigrateAsync();
        await database.RunAsync("""
            ALTER TABLE coaching_sessions FORCE ROW LEVEL SECURITY;
            ALTER TABLE call_segments FORCE ROW LEVEL SECURITY;
            ALTER TABLE orleans_calls_migrations FORCE ROW LEVEL SECURITY;
            """);

        Assert.Equal(role, await service.OneAsync<string>("SELECT current_user::text"));
        Assert.Equal(2, await service.RunAsync("UPDATE coaching_sessions SET notes = 'seen'"));
        Assert.Equal(1, await service.RunAsync(
            "INSERT INTO call_segments (room, id, speaker, text, started_at, final) VALUES ('r', '1', 'user', 'hi', now(), true)"));
        Assert.Empty(await Migrator.MissingAsync(service.Source, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Migrate_NoUsersInTheDatabase_NoRowSecurity()
    {
        await using var database = await Database.MigratedAsync(postgres);

        Assert.Equal(0, await database.OneAsync<long>("SELECT count(*) FROM pg_class WHERE relrowsecurity"));
    }

    private static async Task<string> MigratedAsync(Database database)
    {
        var users = await MakeAsync(database);
        await database.MigrateAsync();
        await database.RunAsync($"GRANT ALL ON ALL TABLES IN SCHEMA public TO {users}");
        return users;
    }

    /// <summary>A role that owns the tables but is no superuser, whom row security never holds.</summary>
    private static async Task<(string Role, string ConnectionString)> ServiceAsync(Database database)
    {
        var role = $"service_{Guid.NewGuid():n}";
        await database.RunAsync($"""
            CREATE ROLE {role} LOGIN PASSWORD '{role}';
            GRANT CREATE, USAGE ON SCHEMA public TO {role};
            GRANT USAGE ON SCHEMA auth TO {role};
            ALTER TABLE coaching_sessions OWNER TO {role};
            ALTER TABLE fred_episodic_memory OWNER TO {role};
            """);
        return (role, new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role, Password = role }.ConnectionString);
    }
}
