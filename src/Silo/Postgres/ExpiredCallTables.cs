using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces;

namespace OrleansCalls.Silo.Postgres;

/// <summary>Calls that are kept too long, by the indexes of <c>073_erasure.sql</c> and <c>079_older_erasures.sql</c>.</summary>
internal sealed class ExpiredCallTables(NpgsqlDataSource database) : IExpiredCalls
{
    internal const string Rows = """
        SELECT room_name, coalesce(ended_at, started_at, created_at) FROM coaching_sessions
        WHERE status IN ('completed', 'cancelled')
            AND coalesce(ended_at, started_at, created_at) < $1
            AND (coalesce(ended_at, started_at, created_at), room_name) > ($2, $3)
        ORDER BY coalesce(ended_at, started_at, created_at), room_name LIMIT $4
        """;

    // One that is being erased has no row either.
    internal const string Rowless = """
        SELECT substr(grain_id_extension, 6), lpad(substring(grain_id_extension FROM '_fred-call_([0-9]+)$'), 19, '0') FROM orleans_storage
        WHERE grain_type = 'call-v1' AND lpad(substring(grain_id_extension FROM '_fred-call_([0-9]+)$'), 19, '0') < $1
            AND (lpad(substring(grain_id_extension FROM '_fred-call_([0-9]+)$'), 19, '0'), grain_id_extension) > ($2, $3)
            AND NOT EXISTS (SELECT FROM coaching_sessions WHERE room_name = substr(grain_id_extension, 6))
            AND NOT EXISTS (
                SELECT FROM call_tombstones WHERE room_hash = sha256(convert_to(substr(grain_id_extension, 6), 'UTF8')))
        ORDER BY lpad(substring(grain_id_extension FROM '_fred-call_([0-9]+)$'), 19, '0'), grain_id_extension LIMIT $4
        """;

    public async Task<ExpiredCalls> FindRowsAsync(DateTimeOffset endedBefore, string? after, int limit, CancellationToken cancellationToken)
    {
        var (ticks, room) = Cursor(after);
        await using var command = database.CreateCommand(Rows);
        command.Parameters.Add(Time(endedBefore.UtcDateTime));
        command.Parameters.Add(Time(ticks is "" ? DateTime.UnixEpoch : new DateTime(long.Parse(ticks, CultureInfo.InvariantCulture), DateTimeKind.Utc)));
        return await FindAsync(
            command, room, limit, r => r.GetFieldValue<DateTime>(1).Ticks.ToString(CultureInfo.InvariantCulture), cancellationToken);
    }

    public async Task<ExpiredCalls> FindRowlessAsync(DateTimeOffset begunBefore, string? after, int limit, CancellationToken cancellationToken)
    {
        var (begun, room) = Cursor(after);
        await using var command = database.CreateCommand(Rowless);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = begunBefore.ToUnixTimeMilliseconds().ToString("D19", CultureInfo.InvariantCulture) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = begun });
        return await FindAsync(command, RoomKey.For(room), limit, r => r.GetString(1), cancellationToken);
    }

    private static async Task<ExpiredCalls> FindAsync(
        NpgsqlCommand command, string after, int limit, Func<NpgsqlDataReader, string> order, CancellationToken cancellationToken)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rooms = new List<string>();
        string? last = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            rooms.Add(reader.GetString(0));
            last = $"{order(reader)} {rooms[^1]}";
        }

        return new ExpiredCalls(rooms, rooms.Count < limit ? null : last);
    }

    // What comes first in the order, and the room.
    private static (string Order, string Room) Cursor(string? after) =>
        after?.Split(' ', 2) is [var order, var room] ? (order, room) : ("", "");

    private static NpgsqlParameter Time(DateTime utc) => new() { Value = utc, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
