using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace OrleansCalls.WebFront.Configuration;

/// <summary>
/// Where Postgres is: a URL as libpq, Supabase and most hosts write it (<c>postgres://user:password@host:5432/database</c>),
/// or a connection string as Npgsql has it. Says nothing of what was wrong with the value beyond its form: it holds a password.
/// </summary>
public static class DatabaseUrl
{
    /// <summary>The setting's name.</summary>
    public const string Key = "DATABASE_URL";

    /// <summary>Reads the required setting; a missing or malformed one is a complaint.</summary>
    /// <returns>A connection string for Npgsql, or null after a complaint.</returns>
    public static string? Read(SettingsReader settings)
    {
        if (settings.Required(Key) is not { } value)
            return null;
        if (TryParse(value, out var connectionString))
            return connectionString;
        settings.Complaints.Add(Key, "is neither a postgres:// URL nor an Npgsql connection string with a host");
        return null;
    }

    /// <summary>Makes the connection string for Npgsql.</summary>
    public static bool TryParse(string value, [NotNullWhen(true)] out string? connectionString)
    {
        var schemeEnd = value.IndexOf("://", StringComparison.Ordinal);
        var parsed = schemeEnd < 0 ? FromConnectionString(value)
            : value[..schemeEnd].ToLowerInvariant() is "postgres" or "postgresql" ? FromUrl(value[(schemeEnd + 3)..])
            : null;
        connectionString = parsed is { Host.Length: > 0 } ? parsed.ConnectionString : null;
        return connectionString is not null;
    }

    private static NpgsqlConnectionStringBuilder? FromConnectionString(string value)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(value);
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or InvalidCastException)
        {
            return null;
        }
    }

    /// <summary>By hand, because <see cref="Uri"/> refuses what libpq allows: several hosts, and <c>@</c> or <c>#</c> in a password.</summary>
    private static NpgsqlConnectionStringBuilder? FromUrl(string rest)
    {
        var credentialsEnd = rest.LastIndexOf('@');
        var credentials = credentialsEnd < 0 ? "" : rest[..credentialsEnd];
        var (address, query) = Split(rest[(credentialsEnd + 1)..], '?');
        var (hosts, database) = Split(address, '/');
        var (user, password) = Split(credentials, ':');

        var builder = new NpgsqlConnectionStringBuilder();
        if (hosts.Length > 0 && !SetHosts(builder, hosts))
            return null;
        if (database.Length > 0)
            builder.Database = Uri.UnescapeDataString(database);
        if (user.Length > 0)
            builder.Username = Uri.UnescapeDataString(user);
        if (password.Length > 0)
            builder.Password = Uri.UnescapeDataString(password);
        return DatabaseUrlOptions.Apply(builder, query) ? builder : null;
    }

    private static bool SetHosts(NpgsqlConnectionStringBuilder builder, string hosts)
    {
        if (hosts.Contains(','))
        {
            builder.Host = Uri.UnescapeDataString(hosts); // Npgsql reads host1:1,host2:2 itself
            return true;
        }

        var portStart = hosts.LastIndexOf(':');
        if (portStart > hosts.LastIndexOf(']'))
        {
            if (!int.TryParse(hosts[(portStart + 1)..], out var port) || port is < 1 or > 65535)
                return false;
            builder.Port = port;
            hosts = hosts[..portStart];
        }

        builder.Host = Uri.UnescapeDataString(hosts).Trim('[', ']');
        return true;
    }

    private static (string Before, string After) Split(string text, char separator) =>
        text.IndexOf(separator) is >= 0 and var at ? (text[..at], text[(at + 1)..]) : (text, "");
}
