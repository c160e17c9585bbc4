using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Transcripts;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Transcripts.Spoken;

namespace OrleansCalls.Storage.Tests.Transcripts;

/// <summary>A call's transcript does not grow without end, whoever writes, and nobody counts it for that.</summary>
public sealed class TranscriptLimitTests(PostgresFixture postgres)
{
    private const int Batch = TranscriptLimits.SegmentsPerRequest;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_MoreSegmentsThanACallMayHave_AreRefusedAsAWhole()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);
        for (var from = 0; from < TranscriptLimits.Segments - 1; from += Batch)
        {
            var count = Math.Min(Batch, TranscriptLimits.Segments - 1 - from);
            await store.AppendAsync("r", [.. Enumerable.Range(from, count).Select(n => Segment($"{n}", "a"))], Cancellation);
        }

        TranscriptSegment[] tooMany = [Segment("new", "a"), Segment("newer", "a")];
        await Assert.ThrowsAsync<TranscriptFullException>(() => store.CountNewsAsync("r", tooMany, Cancellation));
        await Assert.ThrowsAsync<TranscriptFullException>(() => store.AppendAsync("r", tooMany, Cancellation));
        Assert.Equal(TranscriptLimits.Segments - 1, await CountAsync(database));

        Assert.Equal(1, (await store.AppendAsync("r", [Segment("new", "a")], Cancellation)).Changed);
        await Assert.ThrowsAsync<TranscriptFullException>(() => store.AppendAsync("r", [Segment("newer", "a")], Cancellation));
        TranscriptSegment[] corrected = [Segment("0", "corrected"), Segment("new", "too")];
        Assert.Equal(2, await store.CountNewsAsync("r", corrected, Cancellation));
        Assert.Equal(2, (await store.AppendAsync("r", corrected, Cancellation)).Changed);
        Assert.Equal(1, (await store.AppendAsync("other", [Segment("newer", "a")], Cancellation)).Changed);
        Assert.Equal(TranscriptLimits.Segments, await CountAsync(database));
    }

    [Fact]
    public async Task Append_MoreCharactersThanACallMayHave_AreRefused()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);
        var longest = new string('x', TranscriptLimits.CharactersPerSegment);
        const int most = TranscriptLimits.Characters / TranscriptLimits.CharactersPerSegment;
        for (var from = 0; from < most; from += Batch)
        {
            var count = Math.Min(Batch, most - from);
            await store.AppendAsync("r", [.. Enumerable.Range(from, count).Select(n => Segment($"{n}", longest))], Cancellation);
        }

        TranscriptSegment[] one = [Segment("one", "a")];
        await Assert.ThrowsAsync<TranscriptFullException>(() => store.CountNewsAsync("r", one, Cancellation));
        await Assert.ThrowsAsync<TranscriptFullException>(() => store.AppendAsync("r", one, Cancellation));
        await Assert.ThrowsAsync<TranscriptFullException>(() => store.AppendAsync("r", [Segment("0", longest + "y")], Cancellation));

        Assert.Equal(1, (await store.AppendAsync("r", [Segment("0", "z")], Cancellation)).Changed); // a shorter one, that is better
        Assert.Equal(1, (await store.AppendAsync("r", one, Cancellation)).Changed);
        Assert.Equal(TranscriptLimits.Characters - TranscriptLimits.CharactersPerSegment + 2, await SaidAsync(database));
    }

    [Fact]
    public async Task Append_SomeThatArePutRightAndSomeThatMeet_KeepsTheSumsThatACountWouldGive()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);
        for (var round = 0; round < 5; round++)
        {
            TranscriptSegment[] said = [.. Enumerable.Range(0, 30 + round).Select(n => Segment($"{n}", new string('a', n + round)))];
            TranscriptSegment[] otherwise = [.. said.Select(s => s with { Text = s.Text + "b", Final = IsEven(s) })];
            await Task.WhenAll(store.AppendAsync("r", said, Cancellation), store.AppendAsync("r", otherwise, Cancellation));
        }

        Assert.Equal(await CountAsync(database), await database.OneAsync<int>("SELECT segments_so_far FROM call_segments ORDER BY revision DESC LIMIT 1"));
        Assert.Equal(await SaidAsync(database), await database.OneAsync<long>("SELECT characters_so_far FROM call_segments ORDER BY revision DESC LIMIT 1"));

        static bool IsEven(TranscriptSegment segment) => segment.Text.Length % 2 is 0;
    }

    [Fact]
    public async Task Append_ToACallOfBefore_GoesOnFromWhatIsThere()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);
        await store.AppendAsync("r", [Segment("1", "abc"), Segment("2", "de")], Cancellation);
        await database.RunAsync("ALTER TABLE call_segments DISABLE TRIGGER call_segment_revise");
        await database.RunAsync("UPDATE call_segments SET segments_so_far = NULL, characters_so_far = NULL");
        await database.RunAsync("ALTER TABLE call_segments ENABLE TRIGGER call_segment_revise");

        Assert.Equal(1, await store.CountNewsAsync("r", [Segment("3", "fghi")], Cancellation));
        await store.AppendAsync("r", [Segment("3", "fghi")], Cancellation);

        Assert.Equal("3 9", await database.OneAsync<string>("SELECT segments_so_far || ' ' || characters_so_far FROM call_segments WHERE id = '3'"));
    }

    private static Task<long> CountAsync(Database database) => database.OneAsync<long>("SELECT count(*) FROM call_segments WHERE room = 'r'");

    private static Task<long> SaidAsync(Database database) => database.OneAsync<long>("SELECT sum(length(text)) FROM call_segments WHERE room = 'r'");
}
