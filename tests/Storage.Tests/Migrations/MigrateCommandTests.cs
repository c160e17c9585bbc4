using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Migrations;

public sealed class MigrateCommandTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Run_Twice_SaysWhatItAppliedThenThatNothingWasMissing()
    {
        var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);

        var first = await MigrateVerb.RunAsync(database.Url);
        var second = await MigrateVerb.RunAsync(database.Url);

        Assert.Equal((0, ""), (first.Code, first.Errors));
        Assert.StartsWith("applied 001_orleans_queries.sql", first.Output, StringComparison.Ordinal);
        Assert.Equal((0, "The database is up to date.", ""), (second.Code, second.Output.TrimEnd(), second.Errors));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("mysql://user:hidden@host/db")]
    public async Task Run_NoUsableDatabaseUrl_NamesTheKeyOnly(string? url)
    {
        var (code, _, errors) = await MigrateVerb.RunAsync(url);

        Assert.Equal(1, code);
        Assert.Contains("DATABASE_URL", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NobodyListens_SaysSoWithoutThePassword()
    {
        var (code, _, errors) = await MigrateVerb.RunAsync("postgres://user:hidden@127.0.0.1:1/db");

        Assert.Equal(1, code);
        Assert.StartsWith("The database could not be migrated: ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WrongPassword_SaysSoWithoutIt()
    {
        var server = await postgres.ServerAsync();

        var (code, _, errors) = await MigrateVerb.RunAsync($"postgres://postgres:hidden@127.0.0.1:{server.Port}/postgres");

        Assert.Equal(1, code);
        Assert.Contains("password authentication failed", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", errors, StringComparison.Ordinal);
    }
}
