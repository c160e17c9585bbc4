using Npgsql;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Silo.Migrations;

/// <summary>The <c>migrate</c> verb: brings the database up to date, and ends.</summary>
internal static class MigrateCommand
{
    /// <summary>Runs it.</summary>
    /// <returns>The program's exit code.</returns>
    public static async Task<int> RunAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        var settings = new SettingsReader(configuration);
        if (DatabaseUrl.Read(settings) is not { } database)
        {
            await Console.Error.WriteLineAsync(settings.Complaints.ToString());
            return 1;
        }

        try
        {
            var applied = await Migrator.MigrateAsync(database, cancellationToken);
            foreach (var name in applied)
            {
                Console.WriteLine($"applied {name}");
            }

            Console.WriteLine(applied.Count is 0 ? "The database is up to date." : $"Applied {applied.Count} migrations.");
            return 0;
        }
        catch (Exception e) when (e is MigrationException or NpgsqlException)
        {
            await Console.Error.WriteLineAsync($"The database could not be migrated: {e.Message}");
            return 1;
        }
    }
}
