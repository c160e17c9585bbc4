using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Calls;

public sealed class StartClaimTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Claim_Repeated_AnswersTheFirstRoomAndBody()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var tables = new CallTables(database.Source);

        Assert.Equal(new StartClaim("r1", "body", IsNew: true), await tables.ClaimStartAsync("ana", "key", "body", "r1", Cancellation));
        Assert.Equal(new StartClaim("r1", "body", IsNew: false), await tables.ClaimStartAsync("ana", "key", "body", "r2", Cancellation));
        Assert.Equal(new StartClaim("r1", "body", IsNew: false), await tables.ClaimStartAsync("ana", "key", "other", "r2", Cancellation));
    }

    [Fact]
    public async Task Claim_OtherUserOrKey_IsAClaimOfItsOwn()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var tables = new CallTables(database.Source);
        await tables.ClaimStartAsync("ana", "key", "body", "r1", Cancellation);

        Assert.True((await tables.ClaimStartAsync("bob", "key", "body", "r2", Cancellation)).IsNew);
        Assert.True((await tables.ClaimStartAsync("ana", "KEY", "body", "r3", Cancellation)).IsNew);
    }

    [Theory]
    [InlineData("23 hours 59 minutes", "r1", false)]
    [InlineData("24 hours 1 minute", "r2", true)]
    public async Task Claim_FirstWasLongAgo_IsNewAfterADay(string age, string room, bool isNew)
    {
        await using var database = await Database.MigratedAsync(postgres);
        var tables = new CallTables(database.Source);
        await tables.ClaimStartAsync("ana", "key", "body", "r1", Cancellation);
        await database.RunAsync("UPDATE call_start_keys SET created_at = now() - $1::interval", age);

        var claim = await tables.ClaimStartAsync("ana", "key", "other", "r2", Cancellation);

        Assert.Equal(new StartClaim(room, isNew ? "other" : "body", isNew), claim);
        Assert.False((await tables.ClaimStartAsync("ana", "key", "third", "r3", Cancellation)).IsNew);
    }

    [Fact]
    public async Task Claim_OthersHaveExpired_TakesThemAway()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var tables = new CallTables(database.Source);
        await tables.ClaimStartAsync("ana", "old", "body", "r1", Cancellation);
        await database.RunAsync("UPDATE call_start_keys SET created_at = now() - $1::interval", "25 hours");
        await tables.ClaimStartAsync("ana", "young", "body", "r2", Cancellation);
        await tables.ClaimStartAsync("bob", "young", "body", "r3", Cancellation);

        await using var command = database.Source.CreateCommand("SELECT string_agg(room, ' ' ORDER BY room) FROM call_start_keys");
        Assert.Equal("r2 r3", await command.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task Claim_SeveralAtOnce_OneIsNewAndAllAnswerItsRoom()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var tables = new CallTables(database.Source);
        for (var round = 0; round < 20; round++)
        {
            var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(
                n => tables.ClaimStartAsync("ana", $"key {round}", "body", $"r{n}", Cancellation)));

            Assert.Equal(Assert.Single(claims, c => c.IsNew).Room, Assert.Single(claims.Select(c => c.Room).Distinct()));
        }
    }

    [Fact]
    public async Task Release_AnotherRoom_LeavesTheClaim()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var tables = new CallTables(database.Source);
        await tables.ClaimStartAsync("ana", "key", "body", "r1", Cancellation);

        await tables.ReleaseStartAsync("ana", "key", "r2", Cancellation);
        Assert.False((await tables.ClaimStartAsync("ana", "key", "body", "r2", Cancellation)).IsNew);

        await tables.ReleaseStartAsync("ana", "key", "r1", Cancellation);
        Assert.True((await tables.ClaimStartAsync("ana", "key", "body", "r2", Cancellation)).IsNew);
    }
}
