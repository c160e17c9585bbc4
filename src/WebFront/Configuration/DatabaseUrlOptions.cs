using Npgsql;

namespace OrleansCalls.WebFront.Configuration;

/// <summary>The query of a postgres URL: libpq's names and Npgsql's own.</summary>
internal static class DatabaseUrlOptions
{
    /// <summary>libpq's name to Npgsql's, where they differ by more than case, blanks and underscores.</summary>
    private static readonly Dictionary<string, string> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["user"] = "Username",
        ["dbname"] = "Database",
        ["connect_timeout"] = "Timeout",
        ["sslmode"] = "SSL Mode",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["sslrootcert"] = "Root Certificate",
        ["channel_binding"] = "Channel Binding",
        ["application_name"] = "Application Name",
        ["client_encoding"] = "Client Encoding",
        ["target_session_attrs"] = "Target Session Attributes",
    };

    /// <summary>
    /// Applies what Npgsql knows. Names that it does not know are hints for other programs (<c>pgbouncer=true</c>,
    /// <c>connection_limit=1</c>) and are left alone.
    /// </summary>
    /// <returns>False when a known name has a value that is none.</returns>
    public static bool Apply(NpgsqlConnectionStringBuilder builder, string query)
    {
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var name = Uri.UnescapeDataString(parts[0]);
            var value = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "";
            if (!TryApply(builder, s_names.GetValueOrDefault(name, name), value))
                return false;
        }

        return true;
    }

    private static bool TryApply(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        try
        {
            if (!builder.ContainsKey(name))
                return true;
            builder[name] = name is "SSL Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value; // verify-full
            return true;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or InvalidCastException)
        {
            return false;
        }
    }
}
