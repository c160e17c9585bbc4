using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Sweeping;

public sealed class RoundsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Take_BySeveralAtOnce_OneMakesTheRound()
    {
        await using var database = await Database.MigratedAsync(postgres);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TakeAsync(database, TimeSpan.FromHours(1))));

        Assert.Single(taken, t => t);
        Assert.False(await TakeAsync(database, TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task Take_AfterTheInterval_IsDueAgain()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await TakeAsync(database, TimeSpan.FromHours(1));

        await database.RunAsync("UPDATE call_rounds SET due_at = now()");

        Assert.True(await TakeAsync(database, TimeSpan.FromHours(1)));
        Assert.False(await TakeAsync(database, TimeSpan.FromHours(1)));
    }

    private static Task<bool> TakeAsync(Database database, TimeSpan interval) =>
        new Rounds(database.Source).TakeAsync("strays", interval, TestContext.Current.CancellationToken);
}
