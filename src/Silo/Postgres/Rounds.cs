using Npgsql;
using OrleansCalls.Grains.Sweeping;

namespace OrleansCalls.Silo.Postgres;

/// <summary>Rounds by a row that says when the next is due, by the database's clock.</summary>
internal sealed class Rounds(NpgsqlDataSource database) : IRounds
{
    public async Task<bool> TakeAsync(string round, TimeSpan interval, CancellationToken cancellationToken)
    {
        // Two at once: the second waits for the first, sees its due time and takes nothing.
        await using var command = database.CreateCommand("""
            INSERT INTO call_rounds AS r (name, due_at) VALUES ($1, now() + $2)
            ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at WHERE r.due_at <= now()
            RETURNING true
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = round });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = interval });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
