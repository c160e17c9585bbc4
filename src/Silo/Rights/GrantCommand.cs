using Npgsql;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Silo.Rights;

/// <summary>The <c>grant</c> verb: gives a role the rights that the running service needs, as the user that migrates.</summary>
internal static class GrantCommand
{
    /// <summary>Runs it.</summary>
    /// <returns>The program's exit code.</returns>
    public static Task<int> RunAsync(IConfiguration configuration, string? role, CancellationToken cancellationToken) =>
        RunAsync(configuration, role, Console.Out, Console.Error, cancellationToken);

    /// <summary>Runs it and says what it did.</summary>
    internal static async Task<int> RunAsync(
        IConfiguration configuration, string? role, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var settings = new SettingsReader(configuration);
        if (DatabaseUrl.Read(settings) is not { } database)
        {
            await errors.WriteLineAsync(settings.Complaints.ToString());
            return 1;
        }

        if (string.IsNullOrWhiteSpace(role))
        {
            await errors.WriteLineAsync("Say which role: OrleansCalls.Silo grant ROLE");
            return 1;
        }

        try
        {
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync(cancellationToken);
            if (!await RoleRights.ExistsAsync(connection, role, cancellationToken))
            {
                await errors.WriteLineAsync($"There is no role {role}: create it first, with LOGIN and a password");
                return 1;
            }

            var missing = await RoleRights.GrantAsync(connection, role, cancellationToken);
            await (missing is [] ? output : errors).WriteLineAsync(missing is []
                ? $"{role} may do what the service does."
                : $"{role} lacks what the user of {DatabaseUrl.Key} may not give: {string.Join("; ", missing)}");
            return missing is [] ? 0 : 1;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            await errors.WriteLineAsync($"The rights could not be given: {e.MessageText}. Migrate first: OrleansCalls.Silo migrate");
            return 1;
        }
        catch (NpgsqlException e)
        {
            await errors.WriteLineAsync($"The rights could not be given: {(e as PostgresException)?.MessageText ?? e.Message}");
            return 1;
        }
    }
}
