using Npgsql;

namespace OrleansCalls.Silo.Postgres;

/// <summary>Rooms that a check of the installation made, and whether a webhook about them arrived at the running service.</summary>
internal sealed class WebhookProbes(NpgsqlDataSource database)
{
    /// <summary>Waits for webhooks about the room from now on; forgets what a check that was killed left behind more than an hour ago.</summary>
    public async Task AwaitAsync(string room, CancellationToken cancellationToken)
    {
        await RunAsync("DELETE FROM webhook_probes WHERE room <> $1 AND made_at < now() - interval '1 hour'", room, cancellationToken);
        await RunAsync("INSERT INTO webhook_probes (room) VALUES ($1)", room, cancellationToken);
    }

    /// <summary>Notes that one arrived.</summary>
    /// <returns>Whether somebody waits for it.</returns>
    public async Task<bool> HearAsync(string room, CancellationToken cancellationToken) =>
        await RunAsync("UPDATE webhook_probes SET heard_at = coalesce(heard_at, now()) WHERE room = $1", room, cancellationToken) > 0;

    /// <summary>Whether one arrived.</summary>
    public async Task<bool> IsHeardAsync(string room, CancellationToken cancellationToken)
    {
        await using var command = Command("SELECT heard_at IS NOT NULL FROM webhook_probes WHERE room = $1", room);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Waits no longer.</summary>
    public Task ForgetAsync(string room, CancellationToken cancellationToken) =>
        RunAsync("DELETE FROM webhook_probes WHERE room = $1", room, cancellationToken);

    private async Task<int> RunAsync(string statement, string room, CancellationToken cancellationToken)
    {
        await using var command = Command(statement, room);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string statement, string room)
    {
        var command = database.CreateCommand(statement);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = room });
        return command;
    }
}
