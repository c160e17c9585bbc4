using Npgsql;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Changes;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Grains.Interfaces.Timelines;
using OrleansCalls.Grains.Queries;
using OrleansCalls.Grains.Search;
using OrleansCalls.Silo.Migrations;

namespace OrleansCalls.Silo.Postgres;

/// <summary>Lists and reads calls from <c>coaching_sessions</c>, and keeps the idempotency keys of starts.</summary>
internal sealed class CallTables(NpgsqlDataSource database) : ICallTables
{
    public async Task<CallPage?> ListAsync(CallFilter filter, CancellationToken cancellationToken)
    {
        CallCursor? after = null;
        if (filter.Cursor is { } text && !CallCursor.TryParse(text, out after))
        {
            return null;
        }

        var asked = filter.Text is { } words ? SearchText.Parse(words) : null;
        if (asked is { IsEmpty: true })
        {
            return new CallPage([], null);
        }

        await using var command = CallListing.Command(database, filter, after, asked);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<CallRow>();
        CallCursor? last = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (rows.Count == filter.Limit)
            {
                return new CallPage(rows, last!.ToString()); // one more was asked for, to know that there is a next page
            }

            rows.Add(CallListing.Read(reader, asked));
            last = new CallCursor(reader.GetFieldValue<DateTimeOffset>(CallListing.CreatedAt), reader.GetGuid(CallListing.Id));
        }

        return new CallPage(rows, null);
    }

    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(string room, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT at, noted_at, what, cause, result FROM call_timeline
            WHERE room = $1 ORDER BY version DESC, position DESC LIMIT 1000
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = room });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<TimelineEntry>();
        while (await reader.ReadAsync(cancellationToken))
        {
            entries.Add(new TimelineEntry
            {
                At = reader.GetFieldValue<DateTimeOffset>(0),
                NotedAt = reader.GetFieldValue<DateTimeOffset>(1),
                What = reader.GetString(2),
                Cause = reader.GetString(3),
                Result = await reader.IsDBNullAsync(4, cancellationToken) ? null : reader.GetString(4),
            });
        }

        entries.Reverse();
        return entries;
    }

    public Task<OlderCallRow?> OlderAsync(string room, CancellationToken cancellationToken) =>
        OlderCalls.FindAsync(database, room, cancellationToken);

    public Task<CallChanges> ChangesAsync(string room, CallPosition after, CancellationToken cancellationToken) =>
        ChangeFeed.ReadAsync(database, room, after, cancellationToken);

    public async Task<StartClaim> ClaimStartAsync(
        string userId, string idempotencyKey, string bodyHash, string room, CancellationToken cancellationToken)
    {
        // The unique key decides between two first claims: the one that comes second is told of the first. A claim takes
        // more expired keys away than it adds, so that they do not pile up.
        await using var command = database.CreateCommand("""
            WITH expired AS (
                DELETE FROM call_start_keys WHERE ctid IN (
                    SELECT ctid FROM call_start_keys
                    WHERE created_at < now() - interval '24 hours' AND (user_id, key) <> ($1, $2)
                    ORDER BY created_at LIMIT 20 FOR UPDATE SKIP LOCKED)),
            erased AS (
                SELECT FROM call_start_keys
                WHERE user_id = '' AND key = encode(sha256(convert_to($1 || E'\n' || $2, 'UTF8')), 'hex')
                    AND created_at >= now() - interval '24 hours'),
            claimed AS (
                INSERT INTO call_start_keys AS k (user_id, key, body_hash, room)
                SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT FROM erased)
                ON CONFLICT (user_id, key) DO UPDATE
                SET body_hash = excluded.body_hash, room = excluded.room, created_at = now()
                WHERE k.created_at < now() - interval '24 hours'
                RETURNING room, body_hash)
            SELECT room, body_hash, true, false FROM claimed
            UNION ALL
            SELECT '', '', false, true FROM erased
            UNION ALL
            SELECT room, body_hash, false, false FROM call_start_keys
            WHERE user_id = $1 AND key = $2 AND NOT EXISTS (SELECT FROM claimed) AND NOT EXISTS (SELECT FROM erased)
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = userId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = idempotencyKey });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = bodyHash });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = room });
        while (true)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (await reader.ReadAsync(cancellationToken))
            {
                return new StartClaim(reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3));
            }

            // The other claim was committed after this statement's snapshot: the next one sees it.
        }
    }

    public async Task ReleaseStartAsync(string userId, string idempotencyKey, string room, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "DELETE FROM call_start_keys WHERE user_id = $1 AND key = $2 AND room = $3");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = userId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = idempotencyKey });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = room });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<bool> HearProbeAsync(string room, CancellationToken cancellationToken) =>
        new WebhookProbes(database).HearAsync(room, cancellationToken);

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var missing = await Migrator.MissingAsync(database, cancellationToken);
            return missing.Count is 0 ? null : $"The database lacks {missing.Count} migrations, the first is {missing[0]}";
        }
        catch (NpgsqlException)
        {
            return "The database does not answer";
        }
    }
}
