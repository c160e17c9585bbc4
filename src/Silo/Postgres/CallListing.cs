using Npgsql;
using NpgsqlTypes;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Grains.Search;

namespace OrleansCalls.Silo.Postgres;

/// <summary>The statements that list a user's calls. Each reads from an index what the page holds, and little more.</summary>
internal static class CallListing
{
    public const int CreatedAt = 3;
    public const int Id = 9;
    private const int Said = 10;

    private const string Columns = """
        s.room_name, s.status, coalesce(s.call_type, 'on-demand'), s.created_at, s.started_at, s.ended_at, s.duration_seconds,
            s.summary, s.recording_url IS NOT NULL, s.id
        """;

    // The index finds the words of a phrase in whatever order; whether they stand in a row is looked at newest first, until the page is
    // full: by their places in the call's vector, and in the text of a call that is too long for a vector to have all places.
    private const string AskedWithPhrases = """
        SELECT call_search_query(@user, @anywhere, @status, @type) AS anywhere, call_search_query(@user, @saying, @status, @type) AS saying,
            call_search_query(@user, '''~/long''', NULL, NULL) AS long,
            call_search_query(@user, @text, @status, @type) || call_search_query(@user, '''~/long''', NULL, NULL) AS query_or_long
        """;

    private const string HasPhrases =
        "words @@ anywhere AND words @@ query_or_long AND (NOT words @@ long OR call_search_by_text(id, @user, words, saying, @phrases))";

    private static readonly string[] s_statuses = ["scheduled", "in_progress", "completed", "cancelled"];
    private static readonly string[] s_types = [.. Enum.GetValues<CallType>().Select(type => type.Name())];

    /// <summary>Asks for one more than the page holds, to know whether there is a next page.</summary>
    public static NpgsqlCommand Command(NpgsqlDataSource database, CallFilter filter, CallCursor? after, SearchText? asked)
    {
        var command = database.CreateCommand();
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<string>("user", filter.UserId));
        parameters.Add(new NpgsqlParameter<int>("limit", filter.Limit + 1));
        var times = Times(parameters, filter, after);
        if (asked is not null)
        {
            var phrases = asked.Phrases();
            command.CommandText = Search(times, filter.From is null ? null : "@from", phrases.Count > 0);
            if (phrases.Count > 0)
            {
                parameters.Add(new NpgsqlParameter<string>("anywhere", asked.ToWordsQuery()));
                parameters.Add(new NpgsqlParameter<string>("saying", asked.ToPhrasesQuery()));
                parameters.Add(new NpgsqlParameter<string[]>("phrases", [.. phrases]));
            }

            parameters.Add(new NpgsqlParameter<string>("text", asked.ToQuery()));
            parameters.Add(new NpgsqlParameter("status", NpgsqlDbType.Text) { Value = (object?)filter.Status ?? DBNull.Value });
            parameters.Add(new NpgsqlParameter("type", NpgsqlDbType.Text) { Value = (object?)filter.CallType?.Name() ?? DBNull.Value });
            parameters.Add(new NpgsqlParameter<string>("pattern", string.Join('|', asked.Words.Select(word => word.Text))));
            parameters.Add(new NpgsqlParameter<string[]>("wholes", [.. asked.Words.Select(Whole)]));
        }
        else if (filter.Status is not null || filter.CallType is not null)
        {
            command.CommandText = Filtered(times);
            parameters.Add(new NpgsqlParameter<string[]>("statuses", filter.Status is { } status ? [status] : s_statuses));
            parameters.Add(new NpgsqlParameter<string[]>("types", filter.CallType is { } type ? [type.Name()] : s_types));
        }
        else
        {
            command.CommandText = Newest(times);
        }

        return command;
    }

    public static CallRow Read(NpgsqlDataReader reader, SearchText? asked)
    {
        var summary = reader.IsDBNull(7) ? null : reader.GetString(7);
        return new()
        {
            Room = reader.GetString(0),
            Status = reader.GetString(1),
            CallType = reader.GetString(2),
            CreatedAt = reader.GetFieldValue<DateTimeOffset>(CreatedAt),
            StartedAt = reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4),
            EndedAt = reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5),
            DurationSeconds = reader.IsDBNull(6) ? null : reader.GetInt32(6),
            Summary = summary,
            HasRecording = reader.GetBoolean(8),
            Snippet = asked is null ? null : Snippets.Of(asked, summary, reader.IsDBNull(Said) ? null : reader.GetString(Said)),
        };
    }

    // Where a word begins and ends Postgres says by its own idea of letters: what it does not find so is found within others.
    private static string Whole(SearchWord word) => word.Unspaced ? word.Text : $@"\m{word.Text}{(word.Unfinished ? "" : @"\M")}";

    private static string Times(NpgsqlParameterCollection parameters, CallFilter filter, CallCursor? after)
    {
        var conditions = "";
        if (after is not null)
        {
            conditions += " AND (created_at, id) < (@at, @id)";
            parameters.Add(new NpgsqlParameter("at", NpgsqlDbType.TimestampTz) { Value = after.CreatedAt });
            parameters.Add(new NpgsqlParameter<Guid>("id", after.Id));
        }

        if (filter.From is { } from)
        {
            conditions += " AND created_at >= @from";
            parameters.Add(new NpgsqlParameter("from", NpgsqlDbType.TimestampTz) { Value = from.ToUniversalTime() });
        }

        if (filter.To is { } to)
        {
            conditions += " AND created_at < @to";
            parameters.Add(new NpgsqlParameter("to", NpgsqlDbType.TimestampTz) { Value = to.ToUniversalTime() });
        }

        return conditions;
    }

    private static string Newest(string times) => $"""
        SELECT {Columns} FROM coaching_sessions AS s WHERE user_id = @user{times} ORDER BY created_at DESC, id DESC LIMIT @limit
        """;

    // One index serves every filter: a page of each status and type that is asked for, and the newest of those.
    private static string Filtered(string times) => $"""
        SELECT {Columns}
        FROM unnest(@statuses) AS of_status CROSS JOIN unnest(@types) AS of_type
        CROSS JOIN LATERAL (
            SELECT * FROM coaching_sessions
            WHERE user_id = @user AND status = of_status AND coalesce(call_type, 'on-demand') = of_type{times}
            ORDER BY created_at DESC, id DESC LIMIT @limit) AS s
        ORDER BY s.created_at DESC, s.id DESC LIMIT @limit
        """;

    // Of a long transcript the part is read in which the last of the words is said for the first time: the rare one, as a rule.
    // A frequent word is found among the newest calls; a rare one by the index, in times that grow until the page is full. So
    // neither how many calls a user has nor how many have the word decides how much is read. The limit stops the rest; every
    // part is newer than the next. 'OFFSET 0' keeps the planner from a plan that reads all of the user's words.
    private static string Search(string times, string? from, bool phrases) => $$"""
        WITH asked AS MATERIALIZED ({{(phrases ? AskedWithPhrases : "SELECT call_search_query(@user, @text, @status, @type) AS query")}}),
        newest AS MATERIALIZED (
            SELECT id, created_at, words FROM call_words WHERE user_id = @user{{times}}
            ORDER BY created_at DESC, id DESC LIMIT 50),
        found AS MATERIALIZED (
            SELECT id, created_at FROM newest CROSS JOIN asked WHERE {{(phrases ? HasPhrases : "words @@ query")}}
            UNION ALL
            SELECT older.id, older.created_at
            FROM asked CROSS JOIN (SELECT created_at, id FROM newest OFFSET 49) AS edge
            CROSS JOIN LATERAL call_search_spans(@user, edge.created_at, {{from ?? "NULL"}}) AS span
            CROSS JOIN LATERAL (
                SELECT id, created_at
                FROM (
                    SELECT id, created_at, words
                    FROM (
                        SELECT id, created_at, user_id, words FROM call_words AS w
                        WHERE w.words @@ span.words AND w.words @@ asked.{{(phrases ? "anywhere" : "query")}} OFFSET 0) AS hit
                    WHERE user_id = @user AND created_at >= {{(from is null ? "span.begins" : $"greatest(span.begins, {from})")}}
                        AND created_at < span.ends AND (created_at, id) < (edge.created_at, edge.id)
                    ORDER BY created_at DESC, id DESC OFFSET 0) AS candidate
                {{(phrases ? $"WHERE {HasPhrases} " : "")}}LIMIT @limit) AS older
            LIMIT @limit)
        SELECT {{Columns}},
            CASE WHEN length(said) > 20000 THEN substr(said, greatest(1, coalesce(
                (SELECT max(nullif(regexp_instr(said, whole, 1, 1, 0, 'i'), 0)) FROM unnest(@wholes) AS whole), regexp_instr(said, @pattern, 1, 1, 0, 'i')) - 200), 20000) ELSE said END
        FROM found JOIN coaching_sessions AS s ON s.id = found.id
        CROSS JOIN LATERAL (SELECT CASE WHEN pg_column_size(s.transcript_json) < 1000000 THEN call_said(s.transcript_json) END AS said OFFSET 0) AS transcript
        ORDER BY found.created_at DESC, found.id DESC
        """;
}
