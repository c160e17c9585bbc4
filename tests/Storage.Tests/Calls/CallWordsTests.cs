using System.Text.Json;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Storage.Tests.Sessions;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Sessions.Rows;

namespace OrleansCalls.Storage.Tests.Calls;

/// <summary>What is written of a call's words, for searches to find.</summary>
public sealed class CallWordsTests(PostgresFixture postgres)
{
    private static readonly CallFilter OfAna = new() { UserId = "ana", Limit = 100 };

    [Fact]
    public async Task Write_TranscriptLongerThanIsIndexed_IsWrittenAndItsBeginningIsFound()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("""
            INSERT INTO coaching_sessions (user_id, room_name, transcript_json)
            SELECT 'ana', 'long', jsonb_agg(jsonb_build_object('text', left('line' || n || ' ' || repeat('word' || n || ' ', 2000), 8000)))
            FROM generate_series(1, 2000) n
            """);

        Assert.Equal(["long"], await RoomsAsync(database, OfAna with { Text = "line1 line40" }));
        Assert.Empty(await RoomsAsync(database, OfAna with { Text = "line2000" }));
    }

    [Fact]
    public async Task Write_WordsThatNoIndexHolds_IsWrittenAllTheSame()
    {
        await using var database = await Database.MigratedAsync(postgres);
        foreach (var transcript in new[]
        {
            "SELECT jsonb_agg(jsonb_build_object('text', (SELECT string_agg(md5(n * 1000 + k || ''), ' ') FROM generate_series(1, 230) k))) FROM generate_series(1, 50) n",
            "SELECT jsonb_agg(jsonb_build_object('text', (SELECT string_agg(chr(19968 + n * 200 + k), '') FROM generate_series(0, 199) k) || (SELECT string_agg(chr(131072 + n * 200 + k), '') FROM generate_series(0, 199) k))) FROM generate_series(0, 99) n",
            "SELECT jsonb_build_array(jsonb_build_object('text', 'begin ' || repeat('x', 300000)))",
            "SELECT jsonb_build_array(jsonb_build_object('text', 'begin ' || repeat('x ', 500000)))",
        })
        {
            Assert.Equal(1, await database.RunAsync(
                $"INSERT INTO coaching_sessions (user_id, room_name, summary, transcript_json) VALUES ('ana', 'r', 'the summary', ({transcript}))"));
            Assert.True(await RoomsAsync(database, OfAna with { Text = "the summary" }) is ["r"], transcript);
            await database.RunAsync("DELETE FROM coaching_sessions");
        }
    }

    [Fact]
    public async Task Write_SameAgain_DerivesNothingAnew()
    {
        await using var database = await Database.MigratedAsync(postgres);
        const string version = "SELECT xmin::text FROM call_words";
        await Store(database).WriteAsync(Completed(), 1);
        var before = await database.OneAsync<string>(version);

        await Store(database).WriteAsync(Completed(), 2);
        await database.RunAsync("UPDATE coaching_sessions SET notes = 'n', duration_seconds = 7");
        Assert.Equal(before, await database.OneAsync<string>(version));

        await Store(database).WriteAsync(Completed(summary: "Other."), 3);
        Assert.NotEqual(before, await database.OneAsync<string>(version));
    }

    private static async Task<CallPage> ListAsync(Database database, CallFilter filter) =>
        (await new CallTables(database.Source).ListAsync(filter, TestContext.Current.CancellationToken))!;

    private static async Task<List<string>> RoomsAsync(Database database, CallFilter filter) =>
        [.. (await ListAsync(database, filter)).Calls.Select(c => c.Room)];

    private static Task<int> AddAsync(Database database, string room, string? summary = null, string? transcript = null) => database.RunAsync(
        "INSERT INTO coaching_sessions (user_id, room_name, summary, transcript_json) VALUES ('ana', $1, $2, $3::jsonb)",
        room, (object?)summary ?? DBNull.Value, (object?)transcript ?? DBNull.Value);
}
