using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Transcripts;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Transcripts.Spoken;

namespace OrleansCalls.Storage.Tests.Transcripts;

/// <summary>Postgres and <see cref="SegmentOrder"/> agree about which segment stands, whatever the order and the batches.</summary>
public sealed class StoredOrderTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_AnyTwoInAnyOrder_TheGreaterStands()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);
        var random = new Random(20260102);
        for (var round = 0; round < 400; round++)
        {
            var (one, other) = (Any(random, "1"), Any(random, "1"));
            var expected = SegmentOrder.Standing(Kept(one), Kept(other));

            Assert.Equal(expected, await AppendedAsync(store, $"{round} as given", [one], [other]));
            Assert.Equal(expected, await AppendedAsync(store, $"{round} reversed", [other], [one]));
            Assert.Equal(expected, await AppendedAsync(store, $"{round} together", [one, other]));
        }
    }

    [Fact]
    public async Task Append_ManyInAnyOrderAndBatches_EndAlike()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);
        var random = new Random(42);
        TranscriptSegment[] said = [.. Enumerable.Range(0, 300).Select(_ => Any(random, $"{random.Next(40)}"))];
        var expected = said.Select(Kept).GroupBy(s => s.Id).Select(same => same.Aggregate(SegmentOrder.Standing)).OrderBy(s => s.Id).ToList();
        for (var round = 0; round < 10; round++)
        {
            random.Shuffle(said);
            foreach (var batch in said.Chunk(1 + random.Next(60)))
            {
                Assert.Equal(
                    await store.CountNewsAsync($"{round}", batch, Cancellation), (await store.AppendAsync($"{round}", batch, Cancellation)).Changed);
            }

            Assert.Equal(expected, (await store.ReadAsync($"{round}", Cancellation)).Segments.OrderBy(s => s.Id));
        }
    }

    private static async Task<TranscriptSegment> AppendedAsync(TranscriptStore store, string room, params TranscriptSegment[][] batches)
    {
        foreach (var batch in batches)
        {
            await store.AppendAsync(room, batch, Cancellation);
        }

        return Assert.Single((await store.ReadAsync(room, Cancellation)).Segments);
    }

    // Postgres keeps microseconds, so the order is decided by no less.
    private static TranscriptSegment Kept(TranscriptSegment said) => said with { StartedAt = Kept(said.StartedAt), EndedAt = said.EndedAt is { } end ? Kept(end) : null };

    private static DateTimeOffset Kept(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
}
