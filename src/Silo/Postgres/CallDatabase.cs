using Npgsql;

namespace OrleansCalls.Silo.Postgres;

/// <summary>The process's one pool of connections, for Orleans and for our own statements.</summary>
internal static class CallDatabase
{
    /// <summary>
    /// Statements are prepared by themselves and sessions are not reset between uses, which together cost Postgres less than
    /// half; therefore no code may leave anything behind in a session.
    /// </summary>
    public static NpgsqlDataSource Open(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true };
        Default(settings, "Maximum Pool Size", 24);
        Default(settings, "Max Auto Prepare", 40);
        Default(settings, "Command Timeout", 5);
        Default(settings, "Timeout", 5);
        Default(settings, "Application Name", "orleans-calls");
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    // What the operator wrote into the connection string stands.
    private static void Default(NpgsqlConnectionStringBuilder settings, string key, object value)
    {
        if (!settings.ShouldSerialize(key))
        {
            settings[key] = value;
        }
    }
}
