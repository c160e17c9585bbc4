using Npgsql;
using OrleansCalls.Storage.Tests.Migrations;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Sessions.Rows;

namespace OrleansCalls.Storage.Tests.Sessions;

public sealed class SessionMemoryTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Write_Summarised_MemoryIsAsOthersReadIt()
    {
        await using var database = await Database.MigratedAsync(postgres);

        await Store(database).WriteAsync(Completed(), 1);

        Assert.Equal("ana conversation voice 0.8", await database.OneAsync<string>("""
            SELECT concat_ws(' ', m.user_id, event_type, channel, importance_score)
            FROM fred_episodic_memory m JOIN coaching_sessions s ON m.session_id = s.id::text
            """));
        Assert.True(await database.OneAsync<bool>("SELECT content = $1::jsonb FROM fred_episodic_memory", """
            {
              "role": "assistant", "content": "They talked.", "channel": "voice", "callType": "scheduled", "durationSeconds": 60,
              "decisions": ["Ship it's \"beta\""], "nextActions": ["One", "Two", "Three"], "transcriptLength": 39
            }
            """));
    }

    [Fact]
    public async Task Write_Summarised_HashIsTheRoomsOwn()
    {
        await using var database = await Database.MigratedAsync(postgres);

        await Store(database).WriteAsync(Completed("room ü"), 1);

        Assert.True(await database.OneAsync<bool>(
            "SELECT content_hash = encode(sha256(convert_to('voice-call/room ü', 'UTF8')), 'hex') FROM fred_episodic_memory"));
    }

    [Fact]
    public async Task Write_ThreeSummaries_AreOneMemoryWithTheLast()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = Store(database);

        for (var revision = 1; revision <= 3; revision++)
        {
            await store.WriteAsync(Completed(summary: $"Summary {revision}"), revision);
        }

        Assert.Equal(["Summary 3"], await database.AllAsync<string>("SELECT content ->> 'content' FROM fred_episodic_memory"));
    }

    [Fact]
    public async Task Write_MemoryRefused_RowIsNotWrittenEither()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("ALTER TABLE fred_episodic_memory ADD CHECK (channel <> 'voice')");

        await Assert.ThrowsAsync<PostgresException>(() => Store(database).WriteAsync(Completed(), 1));

        Assert.Equal(0, await database.OneAsync<long>("SELECT count(*) FROM coaching_sessions"));
    }

    [Fact]
    public async Task Write_UuidColumnsAndUuidUser_MemoryIsWritten()
    {
        await using var database = await OlderAsync();
        var store = Store(database);

        Assert.Null(await store.WriteAsync(Completed(user: OlderDatabase.Bob), 1));
        Assert.Null(await store.WriteAsync(Completed(user: OlderDatabase.Bob, summary: "Better."), 2));

        Assert.Equal(["Better."], await database.AllAsync<string>($"""
            SELECT content ->> 'content' FROM fred_episodic_memory m JOIN coaching_sessions s ON m.session_id = s.id
            WHERE m.user_id = '{OlderDatabase.Bob}' AND s.room_name = 'r'
            """));
    }

    [Theory]
    [InlineData("auth0|ana")]
    [InlineData("{22222222-2222-2222-2222-222222222222}")]
    public async Task Write_UuidColumnsAndOtherUser_RowIsWrittenAndTheReasonSaid(string user)
    {
        await using var database = await OlderAsync();

        var noMemory = await Store(database).WriteAsync(Completed(user: user), 1);

        Assert.Contains("uuid", noMemory, StringComparison.Ordinal);
        Assert.Equal("They talked.", await database.OneAsync<string>("SELECT summary FROM coaching_sessions WHERE room_name = 'r'"));
        Assert.Equal(1, await database.OneAsync<long>("SELECT count(*) FROM fred_episodic_memory"));
    }

    [Fact]
    public async Task Write_UserThatTheMemoryMustKnowIsGone_RowIsWrittenAndTheReasonSaid()
    {
        await using var database = await OlderAsync();
        await database.RunAsync("""
            CREATE TABLE auth.users (id uuid PRIMARY KEY);
            INSERT INTO auth.users SELECT user_id FROM fred_episodic_memory;
            ALTER TABLE fred_episodic_memory ADD FOREIGN KEY (user_id) REFERENCES auth.users;
            """);

        var noMemory = await Store(database).WriteAsync(Completed(user: OlderDatabase.Bob), 1);

        Assert.NotNull(noMemory);
        Assert.Equal("They talked.", await database.OneAsync<string>("SELECT summary FROM coaching_sessions WHERE room_name = 'r'"));
        Assert.Null(await Store(database).WriteAsync(Completed("r2", OlderDatabase.Ana), 1));
    }

    private async Task<Database> OlderAsync()
    {
        var database = await Database.EmptyAsync(postgres);
        await OlderDatabase.MakeAsync(database);
        await database.MigrateAsync();
        return database;
    }
}
