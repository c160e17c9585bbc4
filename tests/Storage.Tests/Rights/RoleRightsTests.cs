using Npgsql;
using OrleansCalls.Silo.Rights;
using OrleansCalls.Storage.Tests.Migrations;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Migrations.OlderDatabase;

namespace OrleansCalls.Storage.Tests.Rights;

/// <summary>What the service's own user may do in the database. That it suffices is seen by whole calls (tests/Http.Tests/Calls).</summary>
public sealed class RoleRightsTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rights_NameEveryTableAndSequence()
    {
        await using var database = await Database.MigratedAsync(postgres);

        var tables = await database.AllAsync<string>(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm') AND relnamespace = 'public'::regnamespace");
        var sequences = await database.AllAsync<string>(
            "SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace AND relname NOT LIKE 'orleans_calls_migrations%'");

        Assert.Equal(tables.Order(), ServiceRights.Tables.Keys.Order());
        Assert.Equal(sequences.Order(), ServiceRights.Sequences.Order());
    }

    [Theory]
    [InlineData("CREATE TABLE mine (id int)")]
    [InlineData("DROP TABLE call_segments")]
    [InlineData("ALTER TABLE coaching_sessions ADD COLUMN mine int")]
    [InlineData("TRUNCATE coaching_sessions")]
    [InlineData("UPDATE OrleansQuery SET QueryText = ''")]
    [InlineData("INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('mine', '')")]
    [InlineData("DELETE FROM orleans_calls_migrations")]
    [InlineData("UPDATE call_timeline SET what = ''")]
    [InlineData("DELETE FROM call_tombstones")]
    [InlineData("DELETE FROM call_words")]
    [InlineData("CREATE OR REPLACE FUNCTION call_refuse_erased() RETURNS trigger LANGUAGE sql AS 'SELECT null::trigger'")]
    [InlineData("ALTER TABLE coaching_sessions DISABLE ROW LEVEL SECURITY")]
    [InlineData("SELECT rolpassword FROM pg_authid")]
    [InlineData("CREATE ROLE mine")]
    public async Task Service_MoreThanItNeeds_IsRefused(string statement)
    {
        await using var database = await Database.MigratedAsync(postgres);
        await using var service = await ServiceAsync(database);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => service.RunAsync(statement));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task Missing_BeforeTheGrant_NamesEveryTable_AfterIt_Nothing()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var role = await RoleAsync(database);
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);

        var before = await RoleRights.MissingAsync(connection, role, Cancellation);
        var after = await RoleRights.GrantAsync(connection, role, Cancellation);
        await database.RunAsync($"REVOKE INSERT ON call_timeline FROM {role}");
        var revoked = await RoleRights.MissingAsync(connection, role, Cancellation);

        Assert.Equal(ServiceRights.Tables.Count + ServiceRights.Sequences.Count, before.Count);
        Assert.Empty(after);
        Assert.Equal(["SELECT, INSERT, DELETE on call_timeline"], revoked);
    }

    [Fact]
    public async Task Grant_WhereUsersReachTheDatabase_OpensAllRowsToTheServiceAlone()
    {
        await using var database = await Database.EmptyAsync(postgres);
        var users = await MakeAsync(database);
        await database.MigrateAsync();
        await database.RunAsync($"GRANT ALL ON ALL TABLES IN SCHEMA public TO {users}");
        var closed = await RoleAsync(database);
        await database.RunAsync($"GRANT ALL ON ALL TABLES IN SCHEMA public TO {closed}; GRANT USAGE ON SCHEMA auth TO {closed}");

        await using var service = await ServiceAsync(database);
        await using var again = await ServiceAsync(database, service);
        await using var other = new Database(As(database, closed));

        Assert.Equal(2, await service.OneAsync<long>("SELECT count(*) FROM coaching_sessions"));
        Assert.Equal(2, await again.RunAsync("UPDATE coaching_sessions SET notes = 'seen'"));
        Assert.NotEqual(0, await service.OneAsync<long>("SELECT count(*) FROM OrleansQuery"));
        Assert.Equal(1, await service.RunAsync(
            "INSERT INTO call_segments (room, id, speaker, text, started_at, final) VALUES ('r', '1', 'user', 'hi', now(), true)"));
        Assert.Equal(0, await other.OneAsync<long>("SELECT count(*) FROM coaching_sessions"));
        Assert.Equal(0, await other.OneAsync<long>("SELECT count(*) FROM call_segments"));
        Assert.Equal(1, await AsUserAsync(database, users, Ana, "SELECT FROM coaching_sessions"));
        Assert.Equal(0, await AsUserAsync(database, users, Ana, $"DELETE FROM coaching_sessions WHERE user_id = '{Bob}'"));
    }

    [Fact]
    public async Task Grant_OddNameOfARole_IsTakenAsItIs()
    {
        await using var database = await Database.EmptyAsync(postgres);
        await MakeAsync(database);
        await database.MigrateAsync();
        var role = $"odd \"name's; {Guid.NewGuid():n}";
        await database.RunAsync($"CREATE ROLE \"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");

        var (code, output, errors) = await RunAsync(database.ConnectionString, role);

        Assert.Equal((0, $"{role} may do what the service does.", ""), (code, output.TrimEnd(), errors));
    }

    [Theory]
    [InlineData(null, "Say which role")]
    [InlineData("nobody-of-this-name", "There is no role nobody-of-this-name")]
    public async Task Run_NoRole_SaysSo(string? role, string words)
    {
        await using var database = await Database.MigratedAsync(postgres);

        var (code, _, errors) = await RunAsync(database.ConnectionString, role);

        Assert.Equal(1, code);
        Assert.StartsWith(words, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NotMigrated_SaysHowAndGivesNothing()
    {
        await using var database = await Database.EmptyAsync(postgres);
        var role = await RoleAsync(database);

        var (code, _, errors) = await RunAsync(database.ConnectionString, role);

        Assert.Equal(1, code);
        Assert.Contains("OrleansCalls.Silo migrate", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AsTheServiceItself_SaysThatItMayNot()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await using var service = await ServiceAsync(database);

        var (code, _, errors) = await RunAsync(service.ConnectionString, await RoleAsync(database));

        Assert.Equal(1, code);
        Assert.Contains("lacks what the user of DATABASE_URL may not give", errors, StringComparison.Ordinal);
    }

    private static async Task<string> RoleAsync(Database database)
    {
        var role = $"service_{Guid.NewGuid():n}";
        await database.RunAsync($"CREATE ROLE {role} LOGIN PASSWORD '{role}'");
        return role;
    }

    /// <summary>The database as the service's user reaches it; given its rights once more where it is there already.</summary>
    private static async Task<Database> ServiceAsync(Database database, Database? same = null)
    {
        var role = same is null ? await RoleAsync(database) : new NpgsqlConnectionStringBuilder(same.ConnectionString).Username!;
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        Assert.Empty(await RoleRights.GrantAsync(connection, role, Cancellation));
        return new Database(As(database, role));
    }

    private static string As(Database database, string role) =>
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role, Password = role }.ConnectionString;

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string connectionString, string? role)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["DATABASE_URL"] = connectionString }).Build();
        await using StringWriter output = new(), errors = new();
        var code = await GrantCommand.RunAsync(configuration, role, output, errors, Cancellation);
        return (code, output.ToString(), errors.ToString());
    }
}
