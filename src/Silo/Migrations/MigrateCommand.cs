using Npgsql;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Silo.Migrations;

/// <summary>The <c>migrate</c> verb: brings the database up to date, and ends.</summary>
internal static class MigrateCommand
{
    /// <summary>Runs it.</summary>
    /// <returns>The program's exit code.</returns>
    public static Task<int> RunAsync(IConfiguration configuration, CancellationToken cancellationToken) =>
        RunAsync(configuration, Console.Out, Console.Error, cancellationToken);

    /// <summary>Runs it and says what it did.</summary>
    internal static async Task<int> RunAsync(
        IConfiguration configuration, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var settings = new SettingsReader(configuration);
        if (DatabaseUrl.Read(settings) is not { } database)
        {
            await errors.WriteLineAsync(settings.Complaints.ToString());
            return 1;
        }

        try
        {
            var applied = await Migrator.MigrateAsync(database, cancellationToken);
            foreach (var name in applied)
            {
                await output.WriteLineAsync($"applied {name}");
            }

            await output.WriteLineAsync(applied.Count is 0 ? "The database is up to date." : $"Applied {applied.Count} migrations.");
            return 0;
        }
        catch (Exception e) when (e is MigrationException or NpgsqlException)
        {
            await errors.WriteLineAsync($"The database could not be migrated: {e.Message}");
            return 1;
        }
    }
}
