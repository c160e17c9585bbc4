using System.Collections.Concurrent;
using Npgsql;
using OrleansCalls.Chaos.Lives;
using OrleansCalls.Chaos.Processes;

namespace OrleansCalls.Chaos.Checks;

/// <summary>
/// Sees when calls are complete: row terminal, summary there, nothing due, hence the recording's verdict too. One statement for
/// all calls; the time is the one at which the product itself stored that nothing is left to do.
/// </summary>
internal sealed class Completion(Stack stack)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, CallLedger> pending = new();
    private readonly ConcurrentDictionary<CallLedger, CompletedCall> completed = new();

    public IReadOnlyCollection<CallLedger> Pending => [.. pending.Values];

    public IReadOnlyDictionary<CallLedger, CompletedCall> Completed => completed;

    /// <summary>Watches a call whose people have done their last.</summary>
    public void Watch(CallLedger ledger) => pending[ledger.Room!] = ledger;

    /// <summary>Looks until cancelled.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(cancellationToken);
            }
            catch (NpgsqlException)
            {
                // the database is away
            }

            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (pending.IsEmpty)
        {
            return;
        }

        await using var command = stack.Database.CreateCommand("""
            SELECT s.room_name, s.ended_at, o.modified_at
            FROM unnest($1) AS pending (room)
            JOIN coaching_sessions s ON s.room_name = pending.room
            JOIN orleans_storage o ON o.grain_id_extension = 'room/' || pending.room
            WHERE (s.status = 'cancelled' OR (s.status = 'completed' AND s.summary IS NOT NULL)) AND s.ended_at IS NOT NULL AND o.due_at IS NULL
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. pending.Keys] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (pending.TryRemove(reader.GetString(0), out var ledger))
            {
                completed[ledger] = new CompletedCall(reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<DateTimeOffset>(2));
            }
        }
    }
}
