using Npgsql;
using OrleansCalls.Silo.Postgres;

namespace OrleansCalls.Storage.Tests.Configuration;

public sealed class CallDatabaseTests
{
    [Fact]
    public void Open_NothingSaid_UsesOurDefaults()
    {
        var settings = Opened("Host=db.example");

        Assert.Equal((24, 40, 5, true), (settings.MaxPoolSize, settings.MaxAutoPrepare, settings.CommandTimeout, settings.NoResetOnClose));
    }

    [Fact]
    public void Open_OperatorsSettings_Stand()
    {
        var settings = Opened("Host=db.example;MaxPoolSize=7;Max Auto Prepare=0;Command Timeout=9;Application Name=mine");

        Assert.Equal((7, 0, 9, "mine"), (settings.MaxPoolSize, settings.MaxAutoPrepare, settings.CommandTimeout, settings.ApplicationName));
    }

    private static NpgsqlConnectionStringBuilder Opened(string connectionString)
    {
        using var database = CallDatabase.Open(connectionString);
        return new(database.ConnectionString);
    }
}
