using Npgsql;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Sweeping;

namespace OrleansCalls.Silo.Postgres;

/// <summary>Due calls by the partial index on <c>due_at</c>.</summary>
internal sealed class DueCalls(NpgsqlDataSource database) : IDueCalls
{
    // Rows that another silo is taking are passed over. The grain's next write puts its own time in place of the lease.
    internal const string Statement = """
        WITH due AS (
            SELECT ctid, due_at FROM orleans_storage WHERE due_at <= now()
            ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED),
        taken AS (
            UPDATE orleans_storage s SET due_at = now() + $2
            FROM due WHERE s.ctid = due.ctid
            RETURNING s.grain_id_extension AS key, due.due_at)
        SELECT key FROM taken ORDER BY due_at
        """;

    public async Task<IReadOnlyList<string>> TakeAsync(int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Statement);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lease });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rooms = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rooms.Add(RoomKey.RoomOf(reader.GetString(0)));
        }

        return rooms;
    }
}
