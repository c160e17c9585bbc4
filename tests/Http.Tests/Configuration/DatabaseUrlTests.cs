using Npgsql;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Http.Tests.Configuration;

public sealed class DatabaseUrlTests
{
    [Theory]
    [InlineData("postgres://ana:p%40ss%3Aword@db.test:6543/calls", "db.test", 6543, "ana", "p@ss:word", "calls")]
    [InlineData("postgresql://ana:secret@db.test/calls?sslmode=require", "db.test", 5432, "ana", "secret", "calls")]
    [InlineData("POSTGRES://ana@[::1]:5433/calls", "::1", 5433, "ana", null, "calls")]
    [InlineData("postgres://ana:p@ss#1@db.test/calls", "db.test", 5432, "ana", "p@ss#1", "calls")]
    [InlineData("postgres://db.test", "db.test", 5432, null, null, null)]
    [InlineData("postgres:///calls?host=/var/run/postgresql&user=ana", "/var/run/postgresql", 5432, "ana", null, "calls")]
    [InlineData("postgres://ana:x@one:1,two:2/calls", "one:1,two:2", 5432, "ana", "x", "calls")]
    [InlineData("Host=db.test;Port=6543;Username=ana;Password=p;Database=calls", "db.test", 6543, "ana", "p", "calls")]
    public void TryParse_OfWhatHostsHandOut_GivesAConnectionString(
        string value, string host, int port, string? user, string? password, string? database)
    {
        Assert.True(DatabaseUrl.TryParse(value, out var text));

        var parsed = new NpgsqlConnectionStringBuilder(text);
        Assert.Equal(
            (host, port, user, password, database), (parsed.Host, parsed.Port, parsed.Username, parsed.Password, parsed.Database));
    }

    [Fact]
    public void TryParse_WithOptions_AppliesThoseThatNpgsqlKnows()
    {
        Assert.True(DatabaseUrl.TryParse(
            "postgres://ana@db.test/calls?sslmode=verify-full&connect_timeout=7&application_name=calls&target_session_attrs=read-write"
            + "&pgbouncer=true&Maximum%20Pool%20Size=9",
            out var text));

        var parsed = new NpgsqlConnectionStringBuilder(text);
        Assert.Equal((SslMode.VerifyFull, 7, "calls", 9), (parsed.SslMode, parsed.Timeout, parsed.ApplicationName, parsed.MaxPoolSize));
        Assert.Equal("read-write", parsed.TargetSessionAttributes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("calls")]
    [InlineData("mysql://ana@db.test/calls")]
    [InlineData("http://db.test")]
    [InlineData("postgres://")]
    [InlineData("postgres://ana@db.test:port/calls")]
    [InlineData("postgres://ana@db.test:99999/calls")]
    [InlineData("postgres://ana@db.test/calls?sslmode=perhaps")]
    [InlineData("Database=calls")]
    [InlineData("Host=db.test;Nonsense=1")]
    public void TryParse_OfAnythingElse_IsRefused(string value) => Assert.False(DatabaseUrl.TryParse(value, out _));
}
