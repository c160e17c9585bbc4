using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Sessions;
using OrleansCalls.Grains.Transcripts;
using OrleansCalls.Silo.Configuration;

namespace OrleansCalls.Silo.Postgres;

/// <summary>The row of a call and its memory, in one statement: an idempotent upsert that an older write never wins.</summary>
internal sealed class SessionStore(NpgsqlDataSource database, SiloSettings settings) : ISessionStore
{
    // Twenty million characters take two seconds on an idle machine, and more than the limit of all statements on a busy one.
    private const int LongTranscript = 1_000_000;
    private const int SecondsForALongOne = 60;

    private const string UpsertRow = """
        INSERT INTO coaching_sessions AS s (
            user_id, room_name, status, started_at, ended_at, duration_seconds, created_at, call_type,
            recording_url, transcript_json, summary, decisions, next_actions, call_version)
        VALUES (
            @user, @room, @status, @started, @ended, @duration, @created, @type,
            @recording, @transcript, @summary, @decisions, @actions, @version)
        ON CONFLICT (room_name) DO UPDATE
        SET status = excluded.status, started_at = excluded.started_at, ended_at = excluded.ended_at,
            duration_seconds = excluded.duration_seconds, call_type = excluded.call_type,
            recording_url = excluded.recording_url, transcript_json = excluded.transcript_json,
            summary = excluded.summary, decisions = excluded.decisions, next_actions = excluded.next_actions,
            call_version = excluded.call_version
        WHERE s.call_version <= excluded.call_version
        """;

    // The table may be an existing one whose ids are uuid; its own columns say so.
    private const string UpsertMemory = """
        INSERT INTO fred_episodic_memory (
            id, user_id, session_id, event_type, content, importance_score, metadata, channel, content_hash)
        SELECT gen_random_uuid(), @user::{0}, row.id::{1}, 'conversation', @memory, 0.8, '{{}}'::jsonb, 'voice', @hash
        FROM row
        ON CONFLICT (user_id, session_id, content_hash) WHERE content_hash IS NOT NULL DO UPDATE
        SET content = excluded.content
        """;

    private MemoryColumns? _columns;

    public async Task<string?> WriteAsync(
        SessionRow row, IReadOnlyList<TranscriptLine>? transcript, long revision, CancellationToken cancellationToken)
    {
        string? noMemory = null;
        if (row.Summary is not null)
        {
            _columns ??= await MemoryColumns.ReadAsync(database, cancellationToken);
            noMemory = _columns.WhyNot(row.UserId);
            if (noMemory is null)
            {
                try
                {
                    await WriteWithMemoryAsync(_columns, row, transcript!, revision, cancellationToken);
                    return null;
                }
                catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.ForeignKeyViolation, TableName: "fred_episodic_memory" })
                {
                    noMemory = "What fred_episodic_memory refers to does not exist, such as the user";
                }
            }
        }

        await using var command = database.CreateCommand(UpsertRow);
        AddRow(command, row, transcript, revision);
        await ErasedRefusal.OrThrow(command.ExecuteNonQueryAsync(cancellationToken));
        return noMemory;
    }

    /// <summary>The <c>content_hash</c> of a call's memory.</summary>
    internal static string HashOf(string room) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("voice-call/" + room)));

    private async Task WriteWithMemoryAsync(
        MemoryColumns columns, SessionRow row, IReadOnlyList<TranscriptLine> transcript, long revision, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"WITH row AS ({UpsertRow} RETURNING s.id) {columns.Fill(UpsertMemory)}");
        AddRow(command, row, transcript, revision);
        command.Parameters.Add(Json("memory", Memory(row, transcript)));
        command.Parameters.Add(new NpgsqlParameter<string>("hash", HashOf(row.Room)));
        await ErasedRefusal.OrThrow(command.ExecuteNonQueryAsync(cancellationToken));
    }

    private void AddRow(NpgsqlCommand command, SessionRow row, IReadOnlyList<TranscriptLine>? transcript, long revision)
    {
        if (transcript?.Sum(line => (long)line.Text.Length) > LongTranscript)
        {
            command.CommandTimeout = SecondsForALongOne;
        }

        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<string>("user", row.UserId));
        parameters.Add(new NpgsqlParameter<string>("room", row.Room));
        parameters.Add(new NpgsqlParameter<string>("status", row.Status));
        parameters.Add(Maybe("started", NpgsqlDbType.TimestampTz, row.StartedAt?.ToUniversalTime()));
        parameters.Add(Maybe("ended", NpgsqlDbType.TimestampTz, row.EndedAt?.ToUniversalTime()));
        parameters.Add(Maybe("duration", NpgsqlDbType.Integer, row.DurationSeconds));
        parameters.Add(Maybe("created", NpgsqlDbType.TimestampTz, row.CreatedAt.ToUniversalTime()));
        parameters.Add(new NpgsqlParameter<string>("type", row.CallType));
        parameters.Add(Maybe("recording", NpgsqlDbType.Text, row.HasRecording ? RecordingUrl(row.Room) : null));
        parameters.Add(Json("transcript", transcript?.Select(l => new SessionLine(l.Speaker.Name(), l.Text, l.Timestamp)).ToList()));
        parameters.Add(Maybe("summary", NpgsqlDbType.Text, row.Summary?.Text));
        parameters.Add(Json("decisions", row.Summary?.Decisions));
        parameters.Add(Json("actions", row.Summary?.NextActions));
        parameters.Add(new NpgsqlParameter<long>("version", revision));
    }

    private string RecordingUrl(string room) => $"{settings.PublicBaseUrl}/api/calls/{Uri.EscapeDataString(room)}/recording";

    private static SessionMemory Memory(SessionRow row, IReadOnlyList<TranscriptLine> transcript) => new()
    {
        Content = row.Summary!.Text,
        CallType = row.CallType,
        DurationSeconds = row.DurationSeconds,
        Decisions = row.Summary.Decisions,
        NextActions = row.Summary.NextActions,
        TranscriptLength = TranscriptText.Of(transcript).Length,
    };

    private static NpgsqlParameter Maybe(string name, NpgsqlDbType type, object? value) => new(name, type) { Value = value ?? DBNull.Value };

    private static NpgsqlParameter Json<T>(string name, T? value) => new(name, NpgsqlDbType.Jsonb)
    {
        Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value, JsonSerializerOptions.Web),
    };
}
