using Npgsql;
using OrleansCalls.Silo.Migrations;
using OrleansCalls.Silo.Rights;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Http.Tests.Calls;

/// <summary>A user of the database as an operator makes one for the service: everything that tests do is done with its rights.</summary>
internal static class ServiceRole
{
    /// <summary>Migrates the database and makes the user.</summary>
    /// <param name="owner">The address of the database, as the user that migrates it.</param>
    /// <returns>The connection string of the service.</returns>
    public static async Task<string> OfAsync(string owner, CancellationToken cancellationToken)
    {
        Assert.True(DatabaseUrl.TryParse(owner, out var connectionString));
        await Migrator.MigrateAsync(connectionString, cancellationToken);
        var role = $"calls_{Guid.NewGuid():n}";
        var password = $"{Guid.NewGuid():n}";
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var create = new NpgsqlCommand($"CREATE ROLE {role} LOGIN PASSWORD '{password}'", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
        Assert.Empty(await RoleRights.GrantAsync(connection, role, cancellationToken));
        return new NpgsqlConnectionStringBuilder(connectionString) { Username = role, Password = password }.ConnectionString;
    }
}
