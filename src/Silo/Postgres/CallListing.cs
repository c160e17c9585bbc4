using Npgsql;
using NpgsqlTypes;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Queries;

namespace OrleansCalls.Silo.Postgres;

/// <summary>The statement that lists a user's calls.</summary>
internal static class CallListing
{
    // What was said, not the JSON around it; a path finds nothing, and does no harm, in an older row of another shape.
    private const string Words = """
        (summary ILIKE @text OR EXISTS (
            SELECT FROM jsonb_path_query(transcript_json, '$[*].text') AS said WHERE said #>> '{}' ILIKE @text))
        """;

    public static NpgsqlCommand Command(NpgsqlDataSource database, CallFilter filter)
    {
        var conditions = new List<string> { "user_id = @user" };
        var command = database.CreateCommand();
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<string>("user", filter.UserId));
        parameters.Add(new NpgsqlParameter<int>("limit", filter.Limit + 1));
        if (filter.Cursor is { } text)
        {
            var cursor = CallCursor.TryParse(text, out var parsed) ? parsed : throw new ArgumentException("No cursor of ours", nameof(filter));
            conditions.Add("(created_at, id) < (@at, @id)");
            parameters.Add(new NpgsqlParameter("at", NpgsqlDbType.TimestampTz) { Value = cursor.CreatedAt });
            parameters.Add(new NpgsqlParameter<Guid>("id", cursor.Id));
        }

        Add("status = @status", "status", filter.Status);
        Add("coalesce(call_type, 'on-demand') = @type", "type", filter.CallType?.Name());
        Add("created_at >= @from", "from", filter.From?.ToUniversalTime());
        Add("created_at < @to", "to", filter.To?.ToUniversalTime());
        Add(Words, "text", filter.Text is null ? null : $"%{Escape(filter.Text)}%");
        command.CommandText = $"""
            SELECT room_name, status, coalesce(call_type, 'on-demand'), created_at, started_at, ended_at, duration_seconds,
                summary, recording_url IS NOT NULL, id
            FROM coaching_sessions WHERE {string.Join(" AND ", conditions)}
            ORDER BY created_at DESC, id DESC LIMIT @limit
            """;
        return command;

        void Add(string condition, string name, object? value)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                parameters.AddWithValue(name, value);
            }
        }
    }

    public static CallRow Read(NpgsqlDataReader reader) => new()
    {
        Room = reader.GetString(0),
        Status = reader.GetString(1),
        CallType = reader.GetString(2),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(3),
        StartedAt = reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4),
        EndedAt = reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5),
        DurationSeconds = reader.IsDBNull(6) ? null : reader.GetInt32(6),
        Summary = reader.IsDBNull(7) ? null : reader.GetString(7),
        HasRecording = reader.GetBoolean(8),
    };

    private static string Escape(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);
}
