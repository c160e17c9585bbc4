using Npgsql;
using OrleansCalls.Grains.Limits;

namespace OrleansCalls.Silo.Postgres;

/// <summary>A user's calls in <c>coaching_sessions</c>; rows that another program left open are not counted.</summary>
internal sealed class UserCallTables(NpgsqlDataSource database) : IUserCalls
{
    public async Task<IReadOnlyList<(string Room, DateTimeOffset At)>> StartedSinceAsync(
        string userId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT room_name, created_at FROM coaching_sessions WHERE user_id = $1 AND created_at > $2 AND call_version > 0");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = userId });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = since.ToUniversalTime() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var starts = new List<(string, DateTimeOffset)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            starts.Add((reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1)));
        }

        return starts;
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
