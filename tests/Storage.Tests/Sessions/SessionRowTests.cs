using Npgsql;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Sessions.Rows;

namespace OrleansCalls.Storage.Tests.Sessions;

public sealed class SessionRowTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Write_RunningCall_IsARowWithoutWhatIsNotKnownYet()
    {
        await using var database = await Database.MigratedAsync(postgres);

        Assert.Null(await Store(database).WriteAsync(Running(), 1));

        Assert.Equal("ana r in_progress scheduled 1 12:00:00 12:00:01", await database.OneAsync<string>("""
            SELECT concat_ws(' ', user_id, room_name, status, call_type, call_version,
                (created_at AT TIME ZONE 'UTC')::time, (started_at AT TIME ZONE 'UTC')::time)
            FROM coaching_sessions WHERE num_nulls(
                ended_at, duration_seconds, recording_url, transcript_json, summary, decisions, next_actions, notes) = 8
            """));
        Assert.Equal(0, await database.OneAsync<long>("SELECT count(*) FROM fred_episodic_memory"));
    }

    [Fact]
    public async Task Write_CompletedCall_HasAllThatOthersRead()
    {
        await using var database = await Database.MigratedAsync(postgres);

        Assert.Null(await Store(database).WriteAsync(Completed(), 1));

        Assert.Equal("completed 60 12:01:01 They talked.", await database.OneAsync<string>("""
            SELECT concat_ws(' ', status, duration_seconds, (ended_at AT TIME ZONE 'UTC')::time, summary) FROM coaching_sessions
            """));
        Assert.True(await database.OneAsync<bool>("""
            SELECT transcript_json = $1::jsonb AND decisions = $2::jsonb AND next_actions = $3::jsonb FROM coaching_sessions
            """,
            """[{"speaker":"user","text":"it's \"quoted\" \\ 👍","timestamp":"2026-01-02T12:00:01Z"},{"speaker":"fred","text":"Good.","timestamp":null}]""",
            """["Ship it's \"beta\""]""",
            """["One","Two","Three"]"""));
    }

    [Theory]
    [InlineData("https://calls.example", "https://calls.example/api/calls/auth0%7Cu%3A1%40x%20y/recording")]
    [InlineData("https://calls.example/voice", "https://calls.example/voice/api/calls/auth0%7Cu%3A1%40x%20y/recording")]
    [InlineData(null, "/api/calls/auth0%7Cu%3A1%40x%20y/recording")]
    public async Task Write_Recorded_AddressIsThisSystemsOwn(string? publicBaseUrl, string expected)
    {
        await using var database = await Database.MigratedAsync(postgres);

        await Store(database, publicBaseUrl).WriteAsync(Completed("auth0|u:1@x y"), 1);

        Assert.Equal(expected, await database.OneAsync<string>("SELECT recording_url FROM coaching_sessions"));
    }

    [Fact]
    public async Task Write_NotRecorded_HasNoAddress()
    {
        await using var database = await Database.MigratedAsync(postgres);

        await Store(database).WriteAsync(Completed() with { HasRecording = false }, 1);

        Assert.Null(await database.OneAsync<string>("SELECT recording_url FROM coaching_sessions"));
    }

    [Fact]
    public async Task Write_LaterRevision_ReplacesAllButIdUserAndCreation()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = Store(database);
        await store.WriteAsync(Running(), 1);
        var id = await database.OneAsync<Guid>("SELECT id FROM coaching_sessions");

        await store.WriteAsync(Completed() with { CreatedAt = Noon.AddDays(1) }, 2);

        Assert.Equal(id, await database.OneAsync<Guid>("""
            SELECT id FROM coaching_sessions
            WHERE status = 'completed' AND call_version = 2 AND created_at = $1
                AND num_nulls(ended_at, duration_seconds, recording_url, transcript_json, summary, decisions, next_actions) = 0
            """, Noon));
    }

    [Fact]
    public async Task Write_OlderRevision_NeverWins()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = Store(database);
        await store.WriteAsync(Completed(), 3);

        Assert.Null(await store.WriteAsync(Running(), 2));
        Assert.Null(await store.WriteAsync(Completed(summary: "An older one."), 2));

        Assert.Equal("completed They talked. 3", await database.OneAsync<string>(
            "SELECT concat_ws(' ', status, summary, call_version) FROM coaching_sessions"));
        Assert.Equal("They talked.", await database.OneAsync<string>("SELECT content ->> 'content' FROM fred_episodic_memory"));
    }

    [Fact]
    public async Task Write_SameRevisionAgain_IsTheSame()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = Store(database);
        const string all = "SELECT (to_jsonb(s) - 'updated_at')::text || to_jsonb(m)::text FROM coaching_sessions s, fred_episodic_memory m";
        await store.WriteAsync(Completed(), 1);
        var before = await database.AllAsync<string>(all);

        await store.WriteAsync(Completed(), 1);

        Assert.Single(before);
        Assert.Equal(before, await database.AllAsync<string>(all));
    }

    [Fact]
    public async Task Write_LongTranscript_MayTakeLongerThanOtherStatements()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await using var hasty = new NpgsqlDataSourceBuilder(database.ConnectionString + ";Command Timeout=1").Build();
        await Store(database).WriteAsync(Completed(), 1);
        await using var other = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var locking = new NpgsqlCommand("SELECT FROM coaching_sessions FOR UPDATE", other))
        {
            await locking.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var word = new string('a', 1000);
        TranscriptLine[] spoken = [.. Enumerable.Repeat(new TranscriptLine { Speaker = Speaker.User, Text = word }, 1001)];
        var writing = Store(hasty).WriteAsync(Completed(), spoken, 2, TestContext.Current.CancellationToken);
        var usual = await Assert.ThrowsAsync<NpgsqlException>(() => Store(hasty).WriteAsync(Completed(), spoken[..999], 3, TestContext.Current.CancellationToken));
        Assert.IsType<TimeoutException>(usual.InnerException);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        Assert.Null(await writing);
        Assert.Equal(1001, await database.OneAsync<int>("SELECT jsonb_array_length(transcript_json) FROM coaching_sessions"));
    }

    [Fact]
    public async Task Write_RevisionsAtOnce_TheLatestStands()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = Store(database);

        await Task.WhenAll(Enumerable.Range(1, 20).Select(n => store.WriteAsync(Completed(summary: $"Summary {n}"), n)));

        Assert.Equal("Summary 20", await database.OneAsync<string>("SELECT summary FROM coaching_sessions"));
        Assert.Equal("Summary 20", await database.OneAsync<string>("SELECT content ->> 'content' FROM fred_episodic_memory"));
        Assert.Equal(1, await database.OneAsync<long>("SELECT count(*) FROM fred_episodic_memory"));
    }
}
