using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Silo.Migrations;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Migrations.OlderDatabase;

namespace OrleansCalls.Storage.Tests.Migrations;

/// <summary>What was written before calls could be searched, and by others.</summary>
public sealed class CallSearchMigrationTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Migrate_ExistingRowsWithWords_AreFoundAndOtherwiseAsTheyWere()
    {
        await using var database = await Database.EmptyAsync(postgres);
        await MakeAsync(database);
        await database.RunAsync($"""
            ALTER TABLE coaching_sessions ADD COLUMN summary text, ADD COLUMN transcript_json jsonb;
            INSERT INTO coaching_sessions (user_id, room_name, updated_at, summary, transcript_json) VALUES
            ('{Ana}', 'told', '2025-01-01Z', 'About the price', NULL), ('{Ana}', 'said', '2025-01-01Z', NULL, '[{JsonLine}]'), ('{Bob}', 'his', now(), 'price', NULL);
            """);

        await database.MigrateAsync();

        Assert.Equal(["said", "told"], await FoundAsync(database, "price"));
        Assert.Equal(2, await database.OneAsync<long>("SELECT count(*) FROM coaching_sessions WHERE updated_at = '2025-01-01Z'"));
    }

    [Fact]
    public async Task Migrate_EveryFileAgain_ChangesNoWords()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync($"INSERT INTO coaching_sessions (user_id, room_name, summary) VALUES ('{Ana}', 'r', 'price')");
        var before = await database.AllAsync<string>("SELECT w::text || xmin FROM call_words w");
        await database.RunAsync("DROP TABLE orleans_calls_migrations");

        await database.MigrateAsync();

        Assert.Equal(before, await database.AllAsync<string>("SELECT w::text || xmin FROM call_words w"));
        Assert.Equal(["r"], await FoundAsync(database, "price"));
    }

    [Fact]
    public async Task Migrate_WordsOfTheDefinitionBefore_AreMadeAnewWhereTheyDiffer()
    {
        await using var database = await BeforeBoundariesAsync();
        await database.RunAsync($"""
            INSERT INTO coaching_sessions (user_id, room_name, summary) VALUES ('{Ana}', 'plain', 'The price, naïve ñ Ж 天気 가격'), ('{Ana}', 'emoji', '👍price'),
                ('{Ana}', 'arabic', 'نعم،السعر'), ('{Ana}', 'only-emoji', '👍'), ('{Ana}', 'long', repeat('the end ', 300) || 'the price');
            """);
        const string versions = "SELECT w.xmin::text FROM call_words AS w JOIN coaching_sessions USING (id) WHERE room_name = 'plain'";
        var before = await database.OneAsync<string>(versions);
        Assert.Equal(["long", "plain"], await FoundAsync(database, "price"));

        await database.MigrateAsync();

        Assert.Equal(["emoji", "long", "plain"], await FoundAsync(database, "price"));
        Assert.Equal(["arabic"], await FoundAsync(database, "السعر"));
        Assert.Equal(["long", "plain"], await FoundAsync(database, "\"the price\""));
        Assert.Equal(4, await database.OneAsync<long>("SELECT count(*) FROM call_words"));
        Assert.Equal(before, await database.OneAsync<string>(versions));
    }

    [Fact]
    public async Task Migrate_WhileACallIsWritten_MakesItsWordsAnewToo()
    {
        await using var database = await BeforeBoundariesAsync();
        await database.RunAsync($"INSERT INTO coaching_sessions (user_id, room_name, summary) VALUES ('{Ana}', 'old', 'none')");
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var writer = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var write = connection.CreateCommand();
        write.CommandText = $"INSERT INTO coaching_sessions (user_id, room_name, summary) VALUES ('{Ana}', 'new', '👍price'); UPDATE coaching_sessions SET summary = '👍price'";
        await write.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var migrated = database.MigrateAsync();
        while (!migrated.IsCompleted
            && !await database.OneAsync<bool>("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'coaching_sessions'::regclass)"))
        {
        }

        Assert.False(migrated.IsCompleted);
        Assert.Equal(1, await database.OneAsync<long>("SELECT count(*) FROM coaching_sessions WHERE room_name = 'old'")); // reads go on
        await writer.CommitAsync(TestContext.Current.CancellationToken);
        await migrated;

        Assert.Equal(["new", "old"], await FoundAsync(database, "price"));
    }

    [Fact]
    public async Task User_WritesItsOwnRow_ItsWordsFollowAndStayClosed()
    {
        await using var database = await Database.EmptyAsync(postgres);
        var users = await MakeAsync(database);
        await database.MigrateAsync();
        await database.RunAsync($"GRANT ALL ON ALL TABLES IN SCHEMA public TO {users}");

        await WriteAsUserAsync(database, users, Ana, "UPDATE coaching_sessions SET summary = 'About the price'");

        Assert.Equal(["room-a"], await FoundAsync(database, "price"));
        Assert.Equal(0, await AsUserAsync(database, users, Ana, "SELECT FROM call_words"));

        await WriteAsUserAsync(database, users, Ana, "DELETE FROM coaching_sessions");
        Assert.Equal(0, await database.OneAsync<long>("SELECT count(*) FROM call_words"));
    }

    [Fact]
    public async Task User_HasATableOfThatNameOfItsOwn_IsNotWrittenWithTheDefinersRights()
    {
        await using var database = await Database.EmptyAsync(postgres);
        var users = await MakeAsync(database);
        await database.MigrateAsync();
        await database.RunAsync($"GRANT ALL ON ALL TABLES IN SCHEMA public TO {users}");

        await WriteAsUserAsync(
            database, users, Ana,
            "CREATE TEMP TABLE call_words (LIKE public.call_words) ON COMMIT DROP",
            "UPDATE coaching_sessions SET summary = 'About the price'");

        Assert.Equal(["room-a"], await FoundAsync(database, "price"));
    }

    [Fact]
    public async Task Migrate_InASchemaOfItsOwn_WritersWithAnotherSearchPathAreFollowed()
    {
        await using var shared = await Database.EmptyAsync(postgres);
        await shared.RunAsync("CREATE SCHEMA calls");
        await using var database = new Database(shared.ConnectionString + ";Search Path=calls");
        await database.MigrateAsync();

        await shared.RunAsync($"INSERT INTO calls.coaching_sessions (user_id, room_name, summary) VALUES ('{Ana}', 'r', 'About the price')");

        Assert.Equal(["r"], await FoundAsync(database, "price"));
    }

    private const string JsonLine = """{"text": "the price"}""";

    /// <summary>As it was before the words' boundaries were a table of this system.</summary>
    private async Task<Database> BeforeBoundariesAsync()
    {
        var database = await Database.MigratedAsync(postgres);
        using var file = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream("sql/068_call_search.sql")!);
        await database.RunAsync(await file.ReadToEndAsync(TestContext.Current.CancellationToken));
        await database.RunAsync("DELETE FROM orleans_calls_migrations WHERE scriptname LIKE '077%'");
        return database;
    }

    private static async Task WriteAsUserAsync(Database database, string role, string user, params string[] statements)
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        foreach (var statement in (string[])[$"SELECT set_config('request.jwt.claim.sub', '{user}', true)", $"SET LOCAL ROLE {role}", .. statements])
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await transaction.CommitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<List<string>> FoundAsync(Database database, string text)
    {
        var page = await new CallTables(database.Source).ListAsync(
            new CallFilter { UserId = Ana, Limit = 100, Text = text }, TestContext.Current.CancellationToken);
        return [.. page!.Calls.Select(c => c.Room).Order(StringComparer.Ordinal)];
    }
}
