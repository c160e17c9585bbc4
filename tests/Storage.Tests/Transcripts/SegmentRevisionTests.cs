using Npgsql;
using OrleansCalls.Grains.Transcripts;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Transcripts.Spoken;

namespace OrleansCalls.Storage.Tests.Transcripts;

/// <summary>Who has seen a revision has seen all of its call before it.</summary>
public sealed class SegmentRevisionTests(PostgresFixture postgres)
{
    private const string InOrder = "SELECT id FROM call_segments WHERE room = 'r' ORDER BY revision";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_WhileAnotherOfTheCallIsNotCommitted_WaitsAndGetsTheGreaterRevision()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        await using var first = await connection.BeginTransactionAsync(Cancellation);
        await using var insert = new NpgsqlCommand(
            "INSERT INTO call_segments (room, id, speaker, text, started_at, final) VALUES ('r', '1', 'user', '', now(), true) RETURNING revision", connection);
        var revision = (long)(await insert.ExecuteScalarAsync(Cancellation))!;

        var second = store.AppendAsync("r", [Segment("2", "two")], Cancellation);
        await store.AppendAsync("another room", [Segment("2", "two")], Cancellation);
        await UntilSomebodyWaitsAsync(database);
        Assert.Empty(await database.AllAsync<string>(InOrder));

        await first.CommitAsync(Cancellation);
        Assert.InRange((await second).Revision, revision + 1, long.MaxValue);
        Assert.Equal(["1", "2"], await database.AllAsync<string>(InOrder));
    }

    [Fact]
    public async Task Append_ABatch_StandsInTheOrderOfSpeaking()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);

        var appended = await store.AppendAsync(
            "r", [Segment("a", "third") with { StartedAt = Noon.AddSeconds(2) }, Segment("c", "first"), Segment("b", "second") with { StartedAt = Noon.AddSeconds(1) }], Cancellation);

        Assert.Equal(["c", "b", "a"], await database.AllAsync<string>(InOrder));
        Assert.Equal((3, await store.NewestRevisionAsync("r", Cancellation)), (appended.Changed, appended.Revision));
    }

    [Fact]
    public async Task Append_ABetterForm_ComesAnew()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);
        await store.AppendAsync("r", [Segment("1", "wh") with { Final = false }, Segment("2", "else")], Cancellation);

        var appended = await store.AppendAsync("r", [Segment("1", "what")], Cancellation);

        Assert.Equal(["2", "1"], await database.AllAsync<string>(InOrder));
        Assert.Equal(appended.Revision, await store.NewestRevisionAsync("r", Cancellation));
        Assert.Equal(new AppendedSegments(0, 0), await store.AppendAsync("r", [Segment("1", "what")], Cancellation));
    }

    [Fact]
    public async Task Migrate_SegmentsOfAnOlderVersion_AreNumbered()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("DROP TRIGGER call_segment_revise ON call_segments");
        await database.RunAsync("ALTER TABLE call_segments DROP COLUMN revision");
        await database.RunAsync("DROP TABLE call_changes");
        await database.RunAsync("DELETE FROM orleans_calls_migrations WHERE scriptname LIKE '%069_%'");
        await database.RunAsync(
            "INSERT INTO call_segments (room, id, speaker, text, started_at, final) SELECT 'r', n::text, 'user', '', now(), true FROM generate_series(1, 3) n");

        Assert.NotEmpty(await database.MigrateAsync());
        await new TranscriptStore(database.Source).AppendAsync("r", [Segment("new", "new")], Cancellation);

        Assert.Equal(["1", "2", "3", "new"], await database.AllAsync<string>(InOrder));
    }

    private static async Task UntilSomebodyWaitsAsync(Database database)
    {
        while (!await database.OneAsync<bool>(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }
    }
}
