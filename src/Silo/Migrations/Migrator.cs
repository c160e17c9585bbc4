using System.Reflection;
using DbUp;
using DbUp.Engine;
using Npgsql;

namespace OrleansCalls.Silo.Migrations;

/// <summary>Brings a database up to date with the numbered files of <c>sql/</c>, which are embedded in this assembly.</summary>
internal static class Migrator
{
    private const string Journal = "orleans_calls_migrations";

    // DbUp has no lock of its own: two starts at once would collide. The number is "calls" in ASCII.
    private const long Lock = 0x63616C6C73;

    /// <summary>Applies what is missing, in one transaction: a migration that fails leaves everything as it was.</summary>
    /// <returns>The names of the applied files.</returns>
    /// <exception cref="MigrationException">A file could not be applied; the message says which, and Postgres' own words.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(string connectionString, CancellationToken cancellationToken)
    {
        // Not pooled: the lock is the session's.
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString;
        await using var session = new NpgsqlConnection(unpooled);
        await session.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock($1)", session)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = Lock } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);

        var result = DeployChanges.To.PostgresqlDatabase(unpooled)
            .WithScripts(Scripts())
            .WithVariablesDisabled()
            .WithTransaction()
            .JournalToPostgresqlTable(null, Journal)
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        return result.Successful
            ? [.. result.Scripts.Select(s => s.Name)]
            : throw new MigrationException(
                result.ErrorScript is { } file ? $"{file.Name}: {Words(result.Error)}" : Words(result.Error), result.Error);
    }

    /// <summary>The names of the files that the database has not seen.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var exists = database.CreateCommand("SELECT to_regclass($1) IS NOT NULL");
        exists.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Journal });
        var applied = new HashSet<string>();
        if (await exists.ExecuteScalarAsync(cancellationToken) is true)
        {
            await using var command = database.CreateCommand($"SELECT scriptname FROM {Journal}");
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                applied.Add(reader.GetString(0));
            }
        }

        return [.. Scripts().Select(s => s.Name).Where(name => !applied.Contains(name))];
    }

    private static IEnumerable<SqlScript> Scripts()
    {
        const string prefix = "sql/";
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => SqlScript.FromStream(name[prefix.Length..], assembly.GetManifestResourceStream(name)!));
    }

    private static string Words(Exception error) => error is PostgresException e ? e.MessageText : error.Message;
}
