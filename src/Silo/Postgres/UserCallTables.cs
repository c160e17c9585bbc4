using System.Text.Json;
using Npgsql;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Limits;

namespace OrleansCalls.Silo.Postgres;

/// <summary>
/// A user's calls in <c>coaching_sessions</c>, where rows that another program left open are not counted; and in Orleans' table, where
/// a call is about a second before it has its row.
/// </summary>
internal sealed class UserCallTables(NpgsqlDataSource database) : IUserCalls
{
    // Of stored calls only those are read whose names tell that they could be meant; whose they are, and since when, they say themselves.
    internal const string Started = """
        SELECT room_name, created_at, NULL FROM coaching_sessions WHERE user_id = $1 AND created_at > $2 AND call_version > 0
        UNION ALL
        SELECT substr(grain_id_extension, 6), NULL, payload FROM orleans_storage
        WHERE grain_id_extension > $3 AND grain_id_extension < $4 AND starts_with(grain_id_extension, $5)
            AND grain_type = 'call-v1' AND payload IS NOT NULL
        """;

    // How long before its start a call may be named, by another machine's clock.
    private static readonly TimeSpan s_named = TimeSpan.FromMinutes(1);

    private static readonly DateTimeOffset s_never = DateTimeOffset.FromUnixTimeMilliseconds(9_999_999_999_999); // as many digits as now

    public async Task<IReadOnlyList<(string Room, DateTimeOffset At)>> StartedSinceAsync(
        string userId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Started);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = userId });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = since.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = RoomKey.For(RoomName.For(userId, since - s_named)) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = RoomKey.For(RoomName.For(userId, s_never)) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = RoomKey.For(RoomName.Prefix(userId)) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var starts = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            var room = reader.GetString(0);
            if (await reader.IsDBNullAsync(2, cancellationToken))
            {
                starts.TryAdd(room, reader.GetFieldValue<DateTimeOffset>(1));
            }
            else if (JsonSerializer.Deserialize<CallState>(reader.GetFieldValue<byte[]>(2), CallJson.Options) is { StartFailure: null, Request: { } request }
                && request.At > since && string.Equals(request.Start.UserId, userId, StringComparison.Ordinal))
            {
                starts.TryAdd(room, request.At);
            }
        }

        return [.. starts.Select(start => (start.Key, start.Value))];
    }

    public async Task<IReadOnlyList<string>> OpenAsync(string userId, int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT room_name FROM coaching_sessions WHERE user_id = $1 AND status = 'in_progress' AND call_version > 0
            ORDER BY created_at DESC LIMIT $2
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = userId });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rooms = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rooms.Add(reader.GetString(0));
        }

        return rooms;
    }
}
