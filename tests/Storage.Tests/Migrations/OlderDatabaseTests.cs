using Npgsql;
using OrleansCalls.Silo.Migrations;
using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Migrations;

public sealed class OlderDatabaseTests(PostgresFixture postgres)
{

    [Fact]
    public async Task Migrate_ExistingRows_AreKeptAndGetDefaults()
    {
        await using var database = await MadeAsync();

        await database.MigrateAsync();

        Assert.Equal(["room-a first on-demand 0", "room-b  on-demand 0"], await database.AllAsync<string>("""
            SELECT concat_ws(' ', room_name, coalesce(notes, ''), call_type, call_version) FROM coaching_sessions
            WHERE num_nulls(recording_url, transcript_json, summary, decisions, next_actions) = 5 ORDER BY room_name
            """));
        Assert.Equal("uuid", await database.OneAsync<string>("SELECT pg_typeof(user_id)::text FROM fred_episodic_memory"));
    }

    [Fact]
    public async Task Migrate_ExistingRowWithoutCreation_GetsOne()
    {
        await using var database = await MadeAsync();
        await database.RunAsync("UPDATE coaching_sessions SET created_at = NULL, started_at = '2025-01-02Z' WHERE room_name = 'room-a'");

        await database.MigrateAsync();

        Assert.Equal(["room-a"], await database.AllAsync<string>("SELECT room_name FROM coaching_sessions WHERE created_at = '2025-01-02Z'"));
        Assert.Equal(0, await database.OneAsync<long>("SELECT count(*) FROM coaching_sessions WHERE created_at IS NULL"));
    }

    [Fact]
    public async Task Migrate_SomeColumnsAlready_AddsTheOthers()
    {
        await using var database = await MadeAsync();
        await database.RunAsync("ALTER TABLE coaching_sessions ADD COLUMN summary text, ADD COLUMN call_type text");
        await database.RunAsync("UPDATE coaching_sessions SET summary = 'kept'");

        await database.MigrateAsync();
        await database.RunAsync("INSERT INTO coaching_sessions (user_id, room_name) VALUES ('u', 'room-c')");

        Assert.Equal("kept", await database.OneAsync<string>("SELECT summary FROM coaching_sessions WHERE room_name = 'room-a'"));
        Assert.Equal("on-demand 0", await database.OneAsync<string>(
            "SELECT call_type || ' ' || call_version FROM coaching_sessions WHERE decisions IS NULL AND room_name = 'room-c'"));
    }

    [Theory]
    [InlineData("UPDATE coaching_sessions SET call_type = 'daily'")]
    [InlineData("UPDATE coaching_sessions SET status = 'paused'")]
    [InlineData("INSERT INTO coaching_sessions (user_id, room_name) VALUES ('u', 'room-a')")]
    public async Task Migrated_RowThatBreaksARule_IsRefused(string statement)
    {
        await using var database = await MadeAsync();
        await database.MigrateAsync();

        await Assert.ThrowsAsync<PostgresException>(() => database.RunAsync(statement));
    }

    [Fact]
    public async Task Migrated_UniqueRoom_IsTheNamedConstraint()
    {
        await using var database = await MadeAsync();

        await database.MigrateAsync();

        Assert.Equal("UNIQUE (room_name)", await database.OneAsync<string>(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'coaching_sessions_room_name_unique'"));
    }

    [Fact]
    public async Task Migrated_RowChanges_UpdatedAtIsNow()
    {
        await using var database = await MadeAsync();
        await database.MigrateAsync();

        Assert.True(await database.OneAsync<bool>("""
            UPDATE coaching_sessions SET notes = 'new', updated_at = '2000-01-01' WHERE room_name = 'room-a' RETURNING updated_at = now()
            """));
    }

    [Fact]
    public async Task Migrate_AFileFails_EverythingIsAsBefore()
    {
        await using var database = await MadeAsync();
        await database.RunAsync("ALTER TABLE coaching_sessions DROP COLUMN room_name");
        var before = await OlderDatabase.DumpAsync(database);

        var refusal = await Assert.ThrowsAsync<MigrationException>(database.MigrateAsync);

        Assert.StartsWith("042_coaching_sessions.sql: ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await OlderDatabase.DumpAsync(database));
    }

    private async Task<Database> MadeAsync()
    {
        var database = await Database.EmptyAsync(postgres);
        await OlderDatabase.MakeAsync(database);
        return database;
    }
}
