using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Silo.Postgres;

/// <summary>Removes calls from every table, and keeps tombstones in <c>call_tombstones</c>.</summary>
internal sealed class ErasureStore(NpgsqlDataSource database) : IErasureStore, IOlderErasureStore
{
    // Writers hold it shared, by the trigger of 073_erasure.sql: one that came before has committed, and what it wrote is seen
    // below. One that takes long, such as somebody's import, must not have all the others wait behind the erasure.
    private const string Lock = "SET LOCAL lock_timeout = '1s'; SELECT pg_advisory_xact_lock(x'63616c6c'::int, hashtext(@room) & 255)";

    // An idempotency key of a start must be known for its 24 hours, to be refused; its hash is enough for that. Memories of
    // the call's session are removed whoever wrote them: they tell of the call. That it was erased may still have to be told.
    private const string Removal = """
        WITH segments AS (DELETE FROM call_segments WHERE room = @room RETURNING 1),
        transcripts AS (DELETE FROM call_client_transcripts WHERE room = @room RETURNING 1),
        timeline AS (DELETE FROM call_timeline WHERE room = @room RETURNING 1),
        changes AS (DELETE FROM call_changes WHERE room = @room RETURNING 1),
        events AS (
            DELETE FROM webhook_deliveries WHERE room = @room AND (type <> @erased OR state <> 'pending') RETURNING type),
        row AS (DELETE FROM coaching_sessions WHERE room_name = @room RETURNING id, user_id),
        memories AS (DELETE FROM fred_episodic_memory m USING row WHERE m.session_id = row.id::{1} RETURNING 1),
        orphans AS (
            DELETE FROM fred_episodic_memory m
            WHERE m.user_id = @user::{0} AND m.content_hash = @hash AND NOT EXISTS (SELECT FROM row WHERE m.session_id = row.id::{1}) RETURNING 1),
        keys AS (
            UPDATE call_start_keys SET user_id = '', room = '', body_hash = '',
                key = encode(sha256(convert_to(user_id || E'\n' || key, 'UTF8')), 'hex')
            WHERE room = @room),
        removed AS (
            SELECT (SELECT count(*)::int FROM segments) AS segments, (SELECT count(*)::int FROM transcripts) AS transcripts,
                (SELECT count(*)::int FROM row) AS rows,
                (SELECT count(*)::int FROM memories) + (SELECT count(*)::int FROM orphans) AS memories,
                (SELECT count(*)::int FROM timeline) AS "timelineEntries", (SELECT count(*)::int FROM changes) AS changes,
                (SELECT count(*)::int FROM events WHERE type <> @erased) AS events)
        INSERT INTO call_tombstones AS t (room_hash, erased_at, removed)
        SELECT sha256(convert_to(@room, 'UTF8')), @now, to_jsonb(removed) FROM removed
        ON CONFLICT (room_hash) DO UPDATE SET removed = coalesce(t.removed, jsonb_build_object()) || (
            SELECT jsonb_object_agg(key, value::int + coalesce(t.removed ->> key, '0')::int) FROM jsonb_each_text(excluded.removed))
        RETURNING erased_at, removed
        """;

    private const string Emptying = "UPDATE call_tombstones SET removed = NULL WHERE room_hash = sha256(convert_to(@room, 'UTF8'))";

    private const string Telling = """
        UPDATE call_tombstones SET owner_hash = @owner,
            removed = removed || jsonb_build_object('recordingObjects', @objects + coalesce(removed ->> 'recordingObjects', '0')::int)
        WHERE room_hash = sha256(convert_to(@room, 'UTF8'))
        RETURNING erased_at, removed
        """;

    private const string Told = """
        SELECT erased_at, removed FROM call_tombstones
        WHERE room_hash = sha256(convert_to($1, 'UTF8')) AND owner_hash = $2 AND erased_at > $3
        """;

    private const string Untelling = """
        UPDATE call_tombstones SET owner_hash = NULL, removed = NULL
        WHERE room_hash IN (
            SELECT room_hash FROM call_tombstones WHERE owner_hash IS NOT NULL AND erased_at < $1 ORDER BY erased_at LIMIT 5000)
        """;

    private MemoryColumns? _columns;

    public async Task<RecordsErased> EraseAsync(string room, string? userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var erased = await RemoveAsync(connection, room, userId, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return erased;
    }

    public async Task ForgetAsync(string room, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RemoveAsync(connection, room, userId: null, now, cancellationToken);
        await using (var command = new NpgsqlCommand(Emptying, connection) { Parameters = { new NpgsqlParameter<string>("room", room) } })
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<bool> IsErasedAsync(string room, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT EXISTS (SELECT FROM call_tombstones WHERE room_hash = sha256(convert_to($1, 'UTF8')))");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = room });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    public async Task<OlderCall?> FindOlderAsync(string room, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT user_id, CASE WHEN status IN ('completed', 'cancelled') THEN coalesce(ended_at, started_at, created_at) END
            FROM coaching_sessions WHERE room_name = $1
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = room });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new OlderCall(
                reader.GetString(0),
                await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(1))
            : null;
    }

    public async Task<ErasureReport> EraseOlderAsync(
        string room, string userId, string ownerHash, int recordingObjects, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RemoveAsync(connection, room, userId, now, cancellationToken);
        await using var command = new NpgsqlCommand(Telling, connection);
        command.Parameters.Add(new NpgsqlParameter<string>("room", room));
        command.Parameters.Add(new NpgsqlParameter<string>("owner", ownerHash));
        command.Parameters.Add(new NpgsqlParameter<int>("objects", recordingObjects));
        ErasureReport? report;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            report = await ReadReportAsync(reader, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return report!;
    }

    public async Task<ErasureReport?> FindReportAsync(string room, string ownerHash, DateTimeOffset erasedAfter, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Told);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = room });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ownerHash });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = erasedAfter });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadReportAsync(reader, cancellationToken);
    }

    public async Task ForgetReportsAsync(DateTimeOffset erasedBefore, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Untelling);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = erasedBefore });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<ErasureReport?> ReadReportAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var removed = JsonNode.Parse(reader.GetString(1))!;
        return new ErasureReport
        {
            IsErased = true,
            ErasedAt = reader.GetFieldValue<DateTimeOffset>(0),
            Records = removed.Deserialize<ErasedRecords>(JsonSerializerOptions.Web)!,
            RecordingObjects = removed["recordingObjects"]!.GetValue<int>(),
            Revision = 0,
        };
    }

    private async Task<RecordsErased> RemoveAsync(
        NpgsqlConnection connection, string room, string? userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        _columns ??= await MemoryColumns.ReadAsync(database, cancellationToken);
        await using (var command = new NpgsqlCommand(Lock, connection) { Parameters = { new NpgsqlParameter<string>("room", room) } })
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        // A statement of its own: it sees what was committed while the lock was waited for.
        await using var removal = new NpgsqlCommand(_columns.Fill(Removal), connection);
        removal.Parameters.Add(new NpgsqlParameter<string>("room", room));
        removal.Parameters.Add(new NpgsqlParameter("user", NpgsqlDbType.Text)
        {
            Value = userId is not null && _columns.WhyNot(userId) is null ? userId : DBNull.Value,
        });
        removal.Parameters.Add(new NpgsqlParameter<string>("hash", SessionStore.HashOf(room)));
        removal.Parameters.Add(new NpgsqlParameter<string>("erased", WebhookEventTypes.CallErased));
        removal.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("now", now));
        await using var reader = await removal.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new RecordsErased(
            reader.GetFieldValue<DateTimeOffset>(0),
            JsonSerializer.Deserialize<ErasedRecords>(reader.GetString(1), JsonSerializerOptions.Web)!);
    }
}
