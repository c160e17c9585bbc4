using System.Globalization;
using System.Text;
using Npgsql;

namespace OrleansCalls.Silo.Postgres;

/// <summary>The types of the ids in <c>fred_episodic_memory</c>: text in ours, uuid in databases that had it before.</summary>
internal sealed record MemoryColumns(string UserId, string SessionId)
{
    /// <summary>Asks the database.</summary>
    public static async Task<MemoryColumns> ReadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
            WHERE attrelid = 'fred_episodic_memory'::regclass AND attname IN ('user_id', 'session_id')
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var types = new Dictionary<string, string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            types[reader.GetString(0)] = reader.GetString(1) is "uuid" ? "uuid" : "text";
        }

        return new MemoryColumns(types["user_id"], types["session_id"]);
    }

    /// <summary>Why this user can have no memory, or null.</summary>
    public string? WhyNot(string userId) =>
        UserId is "uuid" && !Guid.TryParseExact(userId, "D", out _) ? "The user's id is no uuid, as fred_episodic_memory.user_id wants it" : null;

    /// <summary>Puts the types into a statement; they come from a closed set, never from input.</summary>
    public string Fill(string statement) =>
        string.Format(CultureInfo.InvariantCulture, CompositeFormat.Parse(statement), UserId, SessionId);
}
