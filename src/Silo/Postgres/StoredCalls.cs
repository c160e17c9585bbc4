using System.Text.Json;
using Npgsql;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Sweeping;

namespace OrleansCalls.Silo.Postgres;

/// <summary>Calls read from where Orleans stores them.</summary>
internal sealed class StoredCalls(NpgsqlDataSource database) : IStoredCalls
{
    internal const string Statement = """
        SELECT grain_id_extension, payload, NULL::timestamptz FROM orleans_storage
        WHERE grain_id_extension = ANY($1) AND grain_type = 'call-v1' AND payload IS NOT NULL
        UNION ALL
        SELECT key, NULL, erased_at
        FROM unnest($1) AS key JOIN call_tombstones ON room_hash = sha256(convert_to(substr(key, 6), 'UTF8'))
        """;

    public async Task<IReadOnlyDictionary<string, CallState>> FindAsync(
        IReadOnlyCollection<string> rooms, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Statement);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rooms.Select(RoomKey.For)] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var calls = new Dictionary<string, CallState>(rooms.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            var room = RoomKey.RoomOf(reader.GetString(0));
            if (await reader.IsDBNullAsync(1, cancellationToken))
            {
                // Forgotten, unless its state is still there.
                calls.TryAdd(room, new CallState().Apply(new RecordsErased(reader.GetFieldValue<DateTimeOffset>(2), new())));
            }
            else
            {
                calls[room] = JsonSerializer.Deserialize<CallState>(reader.GetFieldValue<byte[]>(1), CallJson.Options)!;
            }
        }

        return calls;
    }
}
