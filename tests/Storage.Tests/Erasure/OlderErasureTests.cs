using OrleansCalls.Silo.Postgres;
using OrleansCalls.Storage.Tests.Orleans;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Sessions.Rows;

namespace OrleansCalls.Storage.Tests.Erasure;

/// <summary>Rows of other programs, whose tombstones tell for a while what was removed.</summary>
public sealed class OlderErasureTests(PostgresFixture postgres)
{
    private const string Older = "Kick-off 2024";
    private const string Ours = "ana_fred-call_1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EraseOlder_Again_IsReportedToItsOwnerUntilItsTimeIsOver()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new ErasureStore(database.Source);
        await Store(database).WriteAsync(Completed(Older), 1);

        var report = await store.EraseOlderAsync(Older, "ana", "ana's", 3, Noon, Cancellation);

        Assert.Equal((true, Noon, 3, 1, 1), (report.IsErased, report.ErasedAt, report.RecordingObjects, report.Records.Rows, report.Records.Memories));
        Assert.Equal(report, await store.FindReportAsync(Older, "ana's", Noon.AddSeconds(-1), Cancellation));
        Assert.Null(await store.FindReportAsync(Older, "eve's", Noon.AddSeconds(-1), Cancellation));
        Assert.Null(await store.FindReportAsync("Kick-off 2025", "ana's", Noon.AddSeconds(-1), Cancellation));
        Assert.Null(await store.FindReportAsync(Older, "ana's", Noon, Cancellation));
        await store.ForgetReportsAsync(Noon, Cancellation);
        Assert.NotNull(await store.FindReportAsync(Older, "ana's", Noon.AddSeconds(-1), Cancellation));
        await store.ForgetReportsAsync(Noon.AddSeconds(1), Cancellation);
        Assert.Null(await store.FindReportAsync(Older, "ana's", Noon.AddSeconds(-1), Cancellation));
        Assert.True(await database.OneAsync<bool>("SELECT removed IS NULL AND owner_hash IS NULL AND erased_at = $1 FROM call_tombstones", Noon));
        Assert.True(await store.IsErasedAsync(Older, Cancellation));
    }

    [Fact]
    public async Task EraseOlder_ByTwoWhoBothFoundTheRow_CountsWhatEachRemoved()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new ErasureStore(database.Source);
        await Store(database).WriteAsync(Completed(Older), 1);
        var first = await store.EraseOlderAsync(Older, "ana", "ana's", 1, Noon, Cancellation);

        var second = await store.EraseOlderAsync(Older, "ana", "ana's", 0, Noon.AddSeconds(1), Cancellation);

        Assert.Equal(first, second);
        Assert.Equal(first, await store.FindReportAsync(Older, "ana's", Noon.AddSeconds(-1), Cancellation));
    }

    [Fact]
    public async Task ForgetReports_OfErasuresOfOurs_LeavesThemToTheCall()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new ErasureStore(database.Source);
        await Store(database).WriteAsync(Completed(Ours), 1);
        var erased = await store.EraseAsync(Ours, "ana", Noon, Cancellation);

        await store.ForgetReportsAsync(Noon.AddDays(1), Cancellation);

        Assert.Equal(erased, await store.EraseAsync(Ours, null, Noon.AddDays(1), Cancellation));
    }
}
