using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Silo.Postgres;

/// <summary>Segments in <c>call_segments</c>, the client's lines in <c>call_client_transcripts</c>.</summary>
internal sealed class TranscriptStore(NpgsqlDataSource database) : ITranscriptStore
{
    private static readonly string News = $"""
        FROM unnest(@ids, @speakers, @texts, @starts, @ends, @finals)
            AS n (id, speaker, text, started_at, ended_at, final)
        WHERE NOT EXISTS (
            SELECT FROM call_segments o WHERE o.room = @room AND o.id = n.id AND {Rank("o")} >= {Rank("n")})
        """;

    // A trigger gives each row its revision; those of one batch stand in the order of speaking.
    private static readonly string Append = $"""
        WITH written AS (
            INSERT INTO call_segments AS o (room, id, speaker, text, started_at, ended_at, final)
            SELECT @room, n.* {News}
            ORDER BY n.started_at, n.id COLLATE "C"
            ON CONFLICT (room, id) DO UPDATE
            SET speaker = excluded.speaker, text = excluded.text, started_at = excluded.started_at,
                ended_at = excluded.ended_at, final = excluded.final, stored_at = clock_timestamp()
            WHERE {Rank("o")} < {Rank("excluded")}
            RETURNING revision)
        SELECT count(*)::int, coalesce(max(revision), 0) FROM written
        """;

    // How many are news, how many of those have a new id, how many characters they add, and how much there is.
    private static readonly string CountNews = $"""
        SELECT count(n.id)::int, count(n.id) FILTER (WHERE o.id IS NULL)::int,
            coalesce(sum(length(n.text) - coalesce(length(o.text), 0)), 0)::bigint,
            (SELECT segments_so_far FROM call_segments WHERE room = @room ORDER BY revision DESC LIMIT 1),
            (SELECT characters_so_far FROM call_segments WHERE room = @room ORDER BY revision DESC LIMIT 1)
        FROM unnest(@ids, @speakers, @texts, @starts, @ends, @finals)
            AS n (id, speaker, text, started_at, ended_at, final)
        LEFT JOIN call_segments o ON o.room = @room AND o.id = n.id
        WHERE o.id IS NULL OR {Rank("o")} < {Rank("n")}
        """;

    private const string FullState = "OC413"; // of the trigger of 076_transcript_limits.sql

    public async Task<AppendedSegments> AppendAsync(
        string room, IReadOnlyList<TranscriptSegment> segments, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = ForSegments(Append, room, segments);
            await using var reader = await ErasedRefusal.OrThrow(command.ExecuteReaderAsync(cancellationToken));
            await reader.ReadAsync(cancellationToken);
            return new AppendedSegments(reader.GetInt32(0), reader.GetInt64(1));
        }
        catch (PostgresException e) when (e.SqlState == FullState)
        {
            throw new TranscriptFullException(e.MessageText, e);
        }
    }

    public async Task<long> NewestRevisionAsync(string room, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT coalesce(max(revision), 0) FROM call_segments WHERE room = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = room });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<int> CountNewsAsync(string room, IReadOnlyList<TranscriptSegment> segments, CancellationToken cancellationToken)
    {
        await using var command = ForSegments(CountNews, room, segments);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (news, added, characters) = (reader.GetInt32(0), reader.GetInt32(1), reader.GetInt64(2));
        var (segmentsThere, charactersThere) = (reader.GetFieldValue<int?>(3) ?? 0, reader.GetFieldValue<long?>(4) ?? 0);
        var full = (added > 0 && segmentsThere + added > TranscriptLimits.Segments)
            || (characters > 0 && charactersThere + characters > TranscriptLimits.Characters);
        return full ? throw new TranscriptFullException() : news;
    }

    public async Task<StoredTranscript> ReadAsync(string room, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("SELECT id, speaker, text, started_at, ended_at, final, stored_at FROM call_segments WHERE room = $1")
                {
                    Parameters = { new NpgsqlParameter<string> { TypedValue = room } },
                },
                new("SELECT lines, duration_seconds, stored_at FROM call_client_transcripts WHERE room = $1")
                {
                    Parameters = { new NpgsqlParameter<string> { TypedValue = room } },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var segments = new List<TranscriptSegment>();
        DateTimeOffset? lastStoredAt = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            segments.Add(ReadSegment(reader));
            var storedAt = reader.GetFieldValue<DateTimeOffset>(6);
            lastStoredAt = lastStoredAt > storedAt ? lastStoredAt : storedAt;
        }

        await reader.NextResultAsync(cancellationToken);
        return new StoredTranscript(segments, await ReadClientAsync(reader, cancellationToken), lastStoredAt);
    }

    public async Task<ClientTranscript?> ReadClientAsync(string room, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT lines, duration_seconds, stored_at FROM call_client_transcripts WHERE room = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = room });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadClientAsync(reader, cancellationToken);
    }

    public async Task<bool> SaveClientAsync(string room, ClientTranscript transcript, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(transcript.StoredAt is null
            ? "INSERT INTO call_client_transcripts (room, lines, duration_seconds) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
            : """
                UPDATE call_client_transcripts
                SET lines = $2, duration_seconds = $3, stored_at = greatest(clock_timestamp(), stored_at + interval '1 microsecond')
                WHERE room = $1 AND stored_at = $4
                """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = room });
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = JsonSerializer.Serialize(transcript.Lines, CallJson.Options),
            NpgsqlDbType = NpgsqlDbType.Jsonb,
        });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = transcript.DurationSeconds });
        if (transcript.StoredAt is { } known)
        {
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = known });
        }

        return await ErasedRefusal.OrThrow(command.ExecuteNonQueryAsync(cancellationToken)) is 1;
    }

    /// <summary>A segment from the first six columns: id, speaker, text, started_at, ended_at, final.</summary>
    internal static TranscriptSegment ReadSegment(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetString(0),
        Speaker = Speakers.Parse(reader.GetString(1))!.Value,
        Text = reader.GetString(2),
        StartedAt = reader.GetFieldValue<DateTimeOffset>(3),
        EndedAt = reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4),
        Final = reader.GetBoolean(5),
    };

    private static async Task<ClientTranscript?> ReadClientAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(cancellationToken)
            ? new ClientTranscript(
                JsonSerializer.Deserialize<List<TranscriptLine>>(reader.GetString(0), CallJson.Options)!, reader.GetInt32(1))
            {
                StoredAt = reader.GetFieldValue<DateTimeOffset>(2),
            }
            : null;

    // SegmentOrder in SQL: of two segments with one id the greater stands.
    private static string Rank(string segment) => $"""
        ({segment}.final, {segment}.ended_at IS NOT NULL, coalesce({segment}.ended_at, '-infinity'),
            {segment}.text COLLATE "C", {segment}.started_at, {segment}.speaker = 'fred')
        """;

    private NpgsqlCommand ForSegments(string sql, string room, IReadOnlyList<TranscriptSegment> segments)
    {
        // One statement may not meet the same row twice. Batches of one call that meet wait for each other at the first row.
        var distinct = segments.Select(AsKept).GroupBy(s => s.Id).Select(same => same.Aggregate(SegmentOrder.Standing)).ToList();
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string>("room", room));
        command.Parameters.Add(new NpgsqlParameter<string[]>("ids", [.. distinct.Select(s => s.Id)]));
        command.Parameters.Add(new NpgsqlParameter<string[]>("speakers", [.. distinct.Select(s => s.Speaker.Name())]));
        command.Parameters.Add(new NpgsqlParameter<string[]>("texts", [.. distinct.Select(s => s.Text)]));
        command.Parameters.Add(Times("starts", distinct.Select(s => (DateTimeOffset?)s.StartedAt)));
        command.Parameters.Add(Times("ends", distinct.Select(s => s.EndedAt)));
        command.Parameters.Add(new NpgsqlParameter<bool[]>("finals", [.. distinct.Select(s => s.Final)]));
        return command;
    }

    // Postgres keeps microseconds. What it would drop must not decide here, within a batch, and then be gone for the next.
    private static TranscriptSegment AsKept(TranscriptSegment segment) =>
        segment with { StartedAt = AsKept(segment.StartedAt), EndedAt = segment.EndedAt is { } end ? AsKept(end) : null };

    private static DateTimeOffset AsKept(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    private static NpgsqlParameter Times(string name, IEnumerable<DateTimeOffset?> times) => new(name, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
    {
        Value = times.Select(t => t?.ToUniversalTime()).ToArray(),
    };
}
