using System.Text.Json;
using Npgsql;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Sweeping;

namespace OrleansCalls.Silo.Postgres;

/// <summary>Calls read from where Orleans stores them.</summary>
internal sealed class StoredCalls(NpgsqlDataSource database) : IStoredCalls
{
    internal const string Statement = """
        SELECT grain_id_extension, payload FROM orleans_storage
        WHERE grain_id_extension = ANY($1) AND grain_type = 'call-v1' AND payload IS NOT NULL
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
            calls[RoomKey.RoomOf(reader.GetString(0))] =
                JsonSerializer.Deserialize<CallState>(reader.GetFieldValue<byte[]>(1), CallJson.Options)!;
        }

        return calls;
    }
}
