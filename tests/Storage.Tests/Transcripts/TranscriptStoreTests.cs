using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Transcripts;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Transcripts.Spoken;

namespace OrleansCalls.Storage.Tests.Transcripts;

public sealed class TranscriptStoreTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_NewSegments_AreReadAsTheyWereSaid()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);
        TranscriptSegment[] said =
        [
            Segment("1", """it's "quoted" \ and \u0041 'all' $1 @room {0} \N"""),
            Segment("2", "emoji 👩‍🚀 \U0001F44D ünïcödé \t\r\n end") with { Speaker = Speaker.Fred, EndedAt = Noon.AddSeconds(2), Final = false },
            Segment("3", ""),
        ];

        Assert.Equal(3, (await store.AppendAsync("r", said, Cancellation)).Changed);

        var stored = await store.ReadAsync("r", Cancellation);
        Assert.Equal(said, stored.Segments.OrderBy(s => s.Id, StringComparer.Ordinal));
        Assert.NotNull(stored.LastStoredAt);
        Assert.Null(stored.Client);
    }

    [Theory]
    [InlineData("auth0|u:1@x_fred-call_1")]
    [InlineData("it's; DROP TABLE call_segments; --")]
    [InlineData("%_\\ \U0001F44D /..//")]
    [InlineData("")]
    public async Task Append_OddRoom_IsARoomOfItsOwn(string room)
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);
        await store.AppendAsync("other", [Segment("1", "elsewhere")], Cancellation);

        await store.AppendAsync(room, [Segment("1", "here")], Cancellation);

        Assert.Equal("here", Assert.Single((await store.ReadAsync(room, Cancellation)).Segments).Text);
    }

    [Fact]
    public async Task Append_None_ChangesNothing()
    {
        await using var database = await Database.MigratedAsync(postgres);

        Assert.Equal(0, (await new TranscriptStore(database.Source).AppendAsync("r", [], Cancellation)).Changed);
    }

    [Fact]
    public async Task Append_SeveralOfOneId_TheBestStands()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);
        var best = Segment("1", "final");
        TranscriptSegment[] said = [best with { Text = "zzz", Final = false }, best, best with { Text = "a" }, best];

        Assert.Equal(1, await store.CountNewsAsync("r", said, Cancellation));
        Assert.Equal(1, (await store.AppendAsync("r", said, Cancellation)).Changed);

        Assert.Equal(best, Assert.Single((await store.ReadAsync("r", Cancellation)).Segments));
    }

    [Fact]
    public async Task Append_NewAndKnown_CountsTheNew()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);
        await store.AppendAsync("r", [Segment("1", "one"), Segment("2", "two")], Cancellation);
        TranscriptSegment[] said = [Segment("1", "one"), Segment("2", "two, better"), Segment("3", "three")];

        Assert.Equal(2, await store.CountNewsAsync("r", said, Cancellation));
        Assert.Equal(2, (await store.AppendAsync("r", said, Cancellation)).Changed);
        Assert.Equal(0, await store.CountNewsAsync("r", said, Cancellation));
    }

    [Fact]
    public async Task Append_Repeated_WritesNothingAtAll()
    {
        // A server of its own: any transaction that writes takes the next number, whoever's it is.
        await using var server = await PostgresFixture.StartOwnAsync(Cancellation);
        await using var database = new Database((await server.CreateDatabaseAsync(cancellationToken: Cancellation)).ConnectionString);
        await database.MigrateAsync();
        await database.RunAsync("ALTER TABLE call_segments SET (autovacuum_enabled = off)");
        var store = new TranscriptStore(database.Source);
        TranscriptSegment[] said = [.. Enumerable.Range(0, 200).Select(n => Segment($"{n}", "said") with { EndedAt = n % 2 is 0 ? Noon : null })];
        const string next = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint";
        var before = await database.OneAsync<long>(next);
        await store.AppendAsync("r", said, Cancellation);
        Assert.Equal(before + 1, await database.OneAsync<long>(next));

        Assert.Equal(0, (await store.AppendAsync("r", said, Cancellation)).Changed);
        Assert.Equal(0, (await store.AppendAsync("r", [.. said.Reverse().Select(s => s with { Final = false })], Cancellation)).Changed);
        Assert.Equal(0, await store.CountNewsAsync("r", said, Cancellation));

        Assert.Equal(before + 1, await database.OneAsync<long>(next));
    }

    [Fact]
    public async Task Append_BatchesThatMeet_BothEnd()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);
        for (var round = 0; round < 10; round++)
        {
            TranscriptSegment[] said = [.. Enumerable.Range(0, 400).Select(n => Segment($"{n}", $"round {round}"))];
            TranscriptSegment[] otherwise = [.. said.Reverse().Select(s => s with { Text = s.Text + " again" })];

            await Task.WhenAll(store.AppendAsync("r", said, Cancellation), store.AppendAsync("r", otherwise, Cancellation));
        }

        Assert.All((await store.ReadAsync("r", Cancellation)).Segments, s => Assert.Equal("round 9 again", s.Text));
    }

    [Fact]
    public async Task SaveClient_AfterReading_TheLastStandsWithItsWords()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);
        TranscriptLine[] lines =
        [
            new() { Speaker = Speaker.User, Text = """it's "quoted" \ 👍""", Timestamp = "at noon" },
            new() { Speaker = Speaker.Fred, Text = "", StartedAt = Noon },
        ];
        Assert.Null(await store.ReadClientAsync("r", Cancellation));

        Assert.True(await store.SaveClientAsync("r", new ClientTranscript([], 1), Cancellation));
        var first = (await store.ReadClientAsync("r", Cancellation))!;
        Assert.True(await store.SaveClientAsync("r", first with { Lines = lines, DurationSeconds = 17 }, Cancellation));

        var client = await store.ReadClientAsync("r", Cancellation);
        Assert.Equal(17, client!.DurationSeconds);
        Assert.Equal(lines, client.Lines);
        var all = await store.ReadAsync("r", Cancellation);
        Assert.Equal(lines, all.Client!.Lines);
        Assert.Empty(all.Segments);
        Assert.Null(all.LastStoredAt);
    }

    [Fact]
    public async Task SaveClient_SomebodyWroteSinceItWasRead_ChangesNothing() // a silo thaws, and would write its shorter list over the longer one
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);
        var shorter = new ClientTranscript([new() { Speaker = Speaker.User, Text = "One." }], 1);
        await store.SaveClientAsync("r", shorter, Cancellation);
        var read = (await store.ReadClientAsync("r", Cancellation))!;
        TranscriptLine[] longer = [.. shorter.Lines, new() { Speaker = Speaker.User, Text = "Two." }];
        Assert.True(await store.SaveClientAsync("r", read with { Lines = longer }, Cancellation));

        Assert.False(await store.SaveClientAsync("r", shorter, Cancellation));
        Assert.False(await store.SaveClientAsync("r", read with { Lines = [] }, Cancellation));
        Assert.False(await store.SaveClientAsync("gone", read, Cancellation));

        Assert.Equal(longer, (await store.ReadClientAsync("r", Cancellation))!.Lines);
        Assert.Null(await store.ReadClientAsync("gone", Cancellation));
    }

    [Fact]
    public async Task Read_NothingSaid_IsEmpty()
    {
        await using var database = await Database.MigratedAsync(postgres);

        var stored = await new TranscriptStore(database.Source).ReadAsync("r", Cancellation);

        Assert.Equal((0, null, null), (stored.Segments.Count, stored.Client, stored.LastStoredAt));
    }
}
