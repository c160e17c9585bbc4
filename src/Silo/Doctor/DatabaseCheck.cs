using Npgsql;
using OrleansCalls.Silo.Migrations;
using OrleansCalls.Silo.Rights;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Silo.Doctor;

/// <summary>The database is reached and has every table of this version.</summary>
internal sealed class DatabaseCheck(NpgsqlDataSource database)
{
    public async Task<string> ReachAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.CreateCommand("SELECT current_user || ' on Postgres ' || current_setting('server_version')");
            return $"reached as {await command.ExecuteScalarAsync(cancellationToken)}";
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new TroubleException($"{DatabaseUrl.Key}: {Words(e)}");
        }
    }

    public async Task<string> MigratedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var missing = await Migrator.MissingAsync(database, cancellationToken);
            return missing.Count is 0
                ? "migrated to this version"
                : throw new TroubleException($"{missing.Count} migrations are missing, the first is {missing[0]}: run 'OrleansCalls.Silo migrate'");
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new TroubleException(
                $"the user of {DatabaseUrl.Key} may not read which migrations ran: give it its rights by 'OrleansCalls.Silo grant'");
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new TroubleException($"{DatabaseUrl.Key}: {Words(e)}");
        }
    }

    /// <summary>The user may do what the service does; more than that is no failure, but said.</summary>
    public async Task<string> RightsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(
                "SELECT current_user, pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('orleans_storage')", connection);
            string user;
            bool isOwner;
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                await reader.ReadAsync(cancellationToken);
                (user, isOwner) = (reader.GetString(0), reader.GetBoolean(1));
            }

            var missing = await RoleRights.MissingAsync(connection, user, cancellationToken);
            return missing is not []
                ? throw new TroubleException(
                    $"{user}, the user of {DatabaseUrl.Key}, lacks {string.Join("; ", missing)}: run 'OrleansCalls.Silo grant {user}' as the user that migrates")
                : isOwner ? $"{user} may do what the service does, and more: it owns the tables, which only migrations need"
                : $"{user} may do what the service does";
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new TroubleException($"{DatabaseUrl.Key}: {Words(e)}");
        }
    }

    // Postgres' own words name users and databases, never passwords.
    private string Words(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } e =>
            $"user or password are refused ({e.MessageText})",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } e => $"there is no such database ({e.MessageText})",
        PostgresException e => $"Postgres answers {e.SqlState} ({e.MessageText})",
        _ => $"no Postgres answers at {Address()}",
    };

    private string Address()
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        return $"{settings.Host}:{settings.Port}";
    }
}
