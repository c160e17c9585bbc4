using Npgsql;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Transcripts;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Storage.Tests.Migrations;
using OrleansCalls.Storage.Tests.Orleans;
using OrleansCalls.Storage.Tests.Sessions;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Sessions.Rows;

namespace OrleansCalls.Storage.Tests.Erasure;

public sealed class ErasureStoreTests(PostgresFixture postgres)
{
    private const string Room = "ana_fred-call_1";
    private const string Neighbour = "ana_fred-call_12"; // the other is a prefix of it

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Erase_WholeCall_LeavesATombstoneAndOtherCallsAlone()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await FillAsync(database, Room);
        await FillAsync(database, Neighbour);

        var erased = await new ErasureStore(database.Source).EraseAsync(Room, "ana", Noon, Cancellation);

        Assert.Equal(
            new ErasedRecords { Segments = 2, Transcripts = 1, Rows = 1, Memories = 1, TimelineEntries = 1, Changes = 1, Events = 1 }, erased.Removed);
        Assert.Equal(Noon, erased.At);
        Assert.Equal(
            Enumerable.Repeat(Neighbour, 7),
            await database.AllAsync<string>("""
                SELECT room FROM call_segments UNION ALL SELECT room FROM call_client_transcripts UNION ALL SELECT room FROM call_timeline
                UNION ALL SELECT room_name FROM coaching_sessions UNION ALL SELECT room FROM call_changes UNION ALL SELECT room FROM webhook_deliveries
                """));
        Assert.Equal(1, await database.OneAsync<long>("SELECT count(*) FROM fred_episodic_memory"));
        Assert.True(await database.OneAsync<bool>(
            "SELECT room_hash = sha256(convert_to($1, 'UTF8')) AND erased_at = $2 FROM call_tombstones", Room, Noon));
    }

    [Fact]
    public async Task Erase_Repeated_CountsAllThatWasEverRemoved()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new ErasureStore(database.Source);
        await FillAsync(database, Room);
        var first = await store.EraseAsync(Room, "ana", Noon, Cancellation);

        Assert.Equal(first, await store.EraseAsync(Room, null, Noon.AddHours(1), Cancellation));

        await database.RunAsync("INSERT INTO call_timeline VALUES ($1, 9, 1, now(), now(), 'what', 'why')", Room);
        var more = await store.EraseAsync(Room, null, Noon.AddHours(2), Cancellation);
        Assert.Equal(first with { Removed = first.Removed with { TimelineEntries = 2 } }, more);
    }

    [Theory]
    [InlineData("pending", 1)] // the user has still to be told
    [InlineData("delivered", 0)]
    [InlineData("dead", 0)]
    public async Task Forget_ThatItWasErased_IsKeptUntilItIsTold(string state, long left)
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new ErasureStore(database.Source);
        await store.EraseAsync(Room, "ana", Noon, Cancellation);
        await DeliverAsync(database, Room, "call.erased", state);

        await store.ForgetAsync(Room, Noon.AddHours(1), Cancellation);

        Assert.Equal(left, await database.OneAsync<long>("SELECT count(*) FROM webhook_deliveries"));
    }

    [Fact]
    public async Task Forget_LeavesTheHashAndTheTimeAlone()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new ErasureStore(database.Source);
        await FillAsync(database, Room);
        await store.EraseAsync(Room, "ana", Noon, Cancellation);

        await store.ForgetAsync(Room, Noon.AddHours(1), Cancellation);

        Assert.True(await database.OneAsync<bool>("SELECT removed IS NULL AND erased_at = $1 FROM call_tombstones", Noon));
        Assert.True(await store.IsErasedAsync(Room, Cancellation));
        Assert.False(await store.IsErasedAsync(Neighbour, Cancellation));
    }

    [Fact]
    public async Task Erased_WhateverIsWritten_IsRefused()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await new ErasureStore(database.Source).EraseAsync(Room, null, Noon, Cancellation);
        var transcripts = new TranscriptStore(database.Source);

        await Assert.ThrowsAsync<CallErasedException>(() => transcripts.AppendAsync(Room, [Segment("1")], Cancellation));
        await Assert.ThrowsAsync<CallErasedException>(() => transcripts.SaveClientAsync(Room, new ClientTranscript([], 1), Cancellation));
        await Assert.ThrowsAsync<CallErasedException>(() => Store(database).WriteAsync(Running(Room), 9));
        await Assert.ThrowsAsync<CallErasedException>(() => Store(database).WriteAsync(Completed(Room), 9));
        await Assert.ThrowsAsync<PostgresException>(() => database.RunAsync(
            "INSERT INTO coaching_sessions (user_id, room_name) VALUES ('ana', $1)", Room)); // by another program
        await database.RunAsync("INSERT INTO coaching_sessions (user_id, room_name) VALUES ('ana', 'other')");
        await Assert.ThrowsAsync<PostgresException>(() => database.RunAsync("UPDATE coaching_sessions SET room_name = $1", Room));

        Assert.Equal(1, await database.OneAsync<long>("SELECT count(*) FROM coaching_sessions"));
        Assert.Equal(0, await database.OneAsync<long>("SELECT count(*) FROM fred_episodic_memory"));
    }

    [Fact]
    public async Task Erased_StateOfItsCall_IsRefusedButItsWatchIsNot()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await new ErasureStore(database.Source).EraseAsync(Room, null, Noon, Cancellation);
        var state = new StoredGrain(database, "room/" + Room);

        await Assert.ThrowsAsync<PostgresException>(() => state.WriteAsync(null, """{"request":{"at":"2026-01-02T12:00:00Z"}}"""));
        var version = await state.WriteAsync(null, """{"erasure":{"removedAt":"2026-01-02T12:00:00Z","requested":{}}}""");

        // No version that a frozen silo could remember.
        Assert.True(version > 1_000_000_000);
        Assert.Equal(version + 1, await state.WriteAsync(version, "{}"));
        Assert.Equal(1, await new StoredGrain(database, "room/" + Neighbour).WriteAsync(null, """{"request":{}}"""));
    }

    [Fact]
    public async Task Erase_WhileOthersWrite_NothingThatTheyWroteIsLeft()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new ErasureStore(database.Source);
        var (transcripts, sessions) = (new TranscriptStore(database.Source), Store(database));
        for (var round = 0; round < 20; round++)
        {
            var room = $"ana_fred-call_{round}";
            var writers = Enumerable.Range(0, 6).Select(n => Task.Run(() => WriteUntilRefusedAsync(transcripts, sessions, room, n))).ToList();
            await transcripts.AppendAsync("other", [Segment($"{round}")], Cancellation); // a moment

            await store.EraseAsync(room, "ana", Noon, Cancellation);
            Assert.Equal(0, await database.OneAsync<long>("""
                SELECT (SELECT count(*) FROM call_segments WHERE room = $1) + (SELECT count(*) FROM call_client_transcripts WHERE room = $1)
                    + (SELECT count(*) FROM coaching_sessions WHERE room_name = $1) + (SELECT count(*) FROM fred_episodic_memory)
                """, room));
            await Task.WhenAll(writers);
            Assert.Equal(0, await database.OneAsync<long>("SELECT count(*) FROM call_segments WHERE room = $1", room));
        }
    }

    [Fact]
    public async Task Erase_UuidColumns_RemovesTheMemoryAndThatOfOtherProgramsToo()
    {
        await using var database = await Database.EmptyAsync(postgres);
        await OlderDatabase.MakeAsync(database);
        await database.MigrateAsync();
        await Store(database).WriteAsync(Completed(Room, OlderDatabase.Ana), 1);
        await database.RunAsync("""
            INSERT INTO fred_episodic_memory (id, user_id, session_id, event_type)
            SELECT gen_random_uuid(), user_id::uuid, id, 'decision' FROM coaching_sessions WHERE room_name = $1
            """, Room);

        var erased = await new ErasureStore(database.Source).EraseAsync(Room, OlderDatabase.Ana, Noon, Cancellation);

        Assert.Equal((1, 2), (erased.Removed.Rows, erased.Removed.Memories));
        Assert.Equal(1, await database.OneAsync<long>("SELECT count(*) FROM fred_episodic_memory")); // of a session that is no call
    }

    [Theory]
    [InlineData(OlderDatabase.Ana, 1)]
    [InlineData("no uuid", 0)]
    public async Task Erase_RowIsGoneAlready_RemovesTheMemoryByItsHash(string user, int memories)
    {
        await using var database = await Database.EmptyAsync(postgres);
        await OlderDatabase.MakeAsync(database);
        await database.MigrateAsync();
        await Store(database).WriteAsync(Completed(Room, user), 1);
        await database.RunAsync("DELETE FROM coaching_sessions WHERE room_name = $1", Room);

        var erased = await new ErasureStore(database.Source).EraseAsync(Room, user, Noon, Cancellation);

        Assert.Equal((0, memories), (erased.Removed.Rows, erased.Removed.Memories));
    }

    [Fact]
    public async Task Erase_IdempotencyKey_IsStillKnownButTellsNobody()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var tables = new CallTables(database.Source);
        await tables.ClaimStartAsync("ana", "key", "body", Room, Cancellation);
        await tables.ClaimStartAsync("ana", "other", "body", Neighbour, Cancellation);

        await new ErasureStore(database.Source).EraseAsync(Room, "ana", Noon, Cancellation);

        Assert.Equal(new StartClaim("", "", IsNew: false, IsErased: true), await tables.ClaimStartAsync("ana", "key", "body", "r", Cancellation));
        Assert.Equal(new StartClaim(Neighbour, "body", IsNew: false), await tables.ClaimStartAsync("ana", "other", "body", "r", Cancellation));
        Assert.Equal(0, await database.OneAsync<long>(
            "SELECT count(*) FROM call_start_keys WHERE room <> $1 AND call_start_keys::text SIMILAR TO '%(ana|body|key)%'", Neighbour));
        await database.RunAsync("UPDATE call_start_keys SET created_at = now() - interval '25 hours'");
        Assert.True((await tables.ClaimStartAsync("ana", "key", "body", "r", Cancellation)).IsNew);
    }

    [Fact]
    public async Task FindOlder_ByItsRow_TellsWhoseItIsAndWhenItEnded()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new ErasureStore(database.Source);
        await Store(database).WriteAsync(Completed(Room), 1);
        await Store(database).WriteAsync(Running(Neighbour, "eve"), 1);

        Assert.Equal(new OlderCall("ana", Noon.AddSeconds(61)), await store.FindOlderAsync(Room, Cancellation));
        Assert.Equal(new OlderCall("eve", null), await store.FindOlderAsync(Neighbour, Cancellation));
        Assert.Null(await store.FindOlderAsync("none", Cancellation));
    }

    [Fact]
    public async Task User_WritesARowOfAnErasedCall_IsRefusedThoughItSeesNoTombstone()
    {
        await using var database = await Database.EmptyAsync(postgres);
        var users = await OlderDatabase.MakeAsync(database);
        await database.MigrateAsync();
        await database.RunAsync($"GRANT ALL ON ALL TABLES IN SCHEMA public TO {users}");
        await new ErasureStore(database.Source).EraseAsync(Room, null, Noon, Cancellation);

        Assert.Equal(0, await OlderDatabase.AsUserAsync(database, users, OlderDatabase.Ana, "SELECT FROM call_tombstones"));
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => OlderDatabase.AsUserAsync(
            database, users, OlderDatabase.Ana, $"INSERT INTO coaching_sessions (user_id, room_name) VALUES ('{OlderDatabase.Ana}', '{Room}')"));
        Assert.Equal("OC410", refusal.SqlState);
    }

    private static async Task FillAsync(Database database, string room)
    {
        var transcripts = new TranscriptStore(database.Source);
        await transcripts.AppendAsync(room, [Segment("1"), Segment("2")], Cancellation);
        await transcripts.SaveClientAsync(room, new ClientTranscript([], 9), Cancellation);
        await Store(database).WriteAsync(Completed(room), 1);
        await database.RunAsync("INSERT INTO call_timeline VALUES ($1, 1, 1, now(), now(), 'what', 'why')", room);
        await database.RunAsync("INSERT INTO call_changes VALUES ($1, 1, now(), '{}')", room);
        await DeliverAsync(database, room, "call.started", "delivered");
    }

    private static Task<int> DeliverAsync(Database database, string room, string type, string state) => database.RunAsync(
        "INSERT INTO webhook_deliveries (endpoint_id, event_id, room, type, payload, occurred_at, state) VALUES (gen_random_uuid(), 'evt', $1, $2, '{}', now(), $3)",
        room, type, state);

    private static async Task WriteUntilRefusedAsync(TranscriptStore transcripts, SessionStore sessions, string room, int writer)
    {
        try
        {
            for (var n = 0; ; n++)
            {
                await (writer switch
                {
                    0 => sessions.WriteAsync(Completed(room), n),
                    1 => SaveAsync(transcripts, room, n),
                    _ => transcripts.AppendAsync(room, [Segment($"{writer}/{n}"), Segment($"{writer}/{n + 1}")], Cancellation),
                });
            }
        }
        catch (CallErasedException)
        {
            // As it should be.
        }
    }

    private static async Task SaveAsync(TranscriptStore transcripts, string room, int n)
    {
        var before = await transcripts.ReadClientAsync(room, Cancellation);
        await transcripts.SaveClientAsync(room, new ClientTranscript([], n) { StoredAt = before?.StoredAt }, Cancellation);
    }

    private static TranscriptSegment Segment(string id) => new() { Id = id, Speaker = Speaker.User, Text = "words", StartedAt = Noon, Final = true };
}
