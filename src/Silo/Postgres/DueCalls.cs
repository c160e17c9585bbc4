using Npgsql;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Sweeping;

namespace OrleansCalls.Silo.Postgres;

/// <summary>Due calls by the partial index on <c>due_at</c>.</summary>
internal sealed class DueCalls(NpgsqlDataSource database) : IDueCalls
{
    // Rows that another silo is taking are passed over.
    internal const string Statement = """
        WITH due AS (
            SELECT ctid, due_at FROM orleans_storage WHERE due_at <= now()
            ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED),
        taken AS (
            UPDATE orleans_storage s SET due_at = now() + $2
            FROM due WHERE s.ctid = due.ctid
            RETURNING s.grain_id_extension AS key, s.due_at AS leased_until, due.due_at)
        SELECT key, leased_until, now() - due_at FROM taken ORDER BY due_at
        """;

    // A row whose lease is not there any more was written by its grain meanwhile. The times are the silo's: where its clock is
    // behind the database's they may have passed already, and the next sweep would take the same calls again.
    internal const string MoveStatement = """
        UPDATE orleans_storage s SET due_at = greatest(moved.due_at, now() + interval '2 seconds')
        FROM unnest($1, $2) AS moved (key, due_at)
        WHERE s.grain_id_extension = moved.key AND s.due_at = $3
        """;

    public async Task<TakenCalls> TakeAsync(int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Statement);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lease });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rooms = new List<string>();
        var (leasedUntil, late) = (DateTimeOffset.MinValue, TimeSpan.Zero);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (rooms.Count is 0)
            {
                late = reader.GetTimeSpan(2);
            }

            rooms.Add(RoomKey.RoomOf(reader.GetString(0)));
            leasedUntil = reader.GetFieldValue<DateTimeOffset>(1);
        }

        return new TakenCalls(rooms, leasedUntil, late);
    }

    public async Task MoveAsync(
        TakenCalls taken, IReadOnlyCollection<KeyValuePair<string, DateTimeOffset>> dueByRoom, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(MoveStatement);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. dueByRoom.Select(d => RoomKey.For(d.Key))] });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. dueByRoom.Select(d => d.Value)] });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = taken.LeasedUntil });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
