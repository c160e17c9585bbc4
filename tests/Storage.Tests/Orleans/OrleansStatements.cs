using System.Data;
using Npgsql;

namespace OrleansCalls.Storage.Tests.Orleans;

/// <summary>Runs the statements of <c>OrleansQuery</c> as Orleans' AdoNet providers do: by name, every parameter with a DbType.</summary>
internal sealed class OrleansStatements(Database database)
{
    private static readonly Dictionary<Type, DbType> Types = new()
    {
        [typeof(int)] = DbType.Int32,
        [typeof(long)] = DbType.Int64,
        [typeof(string)] = DbType.String,
        [typeof(byte[])] = DbType.Binary,
        [typeof(DateTime)] = DbType.DateTime,
    };

    public static Parameter Of<T>(string name, T? value) => new(name, Types[Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T)], value);

    /// <summary>The rows, by column name without regard to case.</summary>
    public async Task<List<Dictionary<string, object?>>> RunAsync(string key, params IEnumerable<Parameter> parameters)
    {
        var text = await database.OneAsync<string>("SELECT QueryText FROM OrleansQuery WHERE QueryKey = $1", key);
        await using var command = database.Source.CreateCommand(text!);
        foreach (var (name, type, value) in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { ParameterName = name, DbType = type, Value = value ?? DBNull.Value });
        }

        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(
                reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i), StringComparer.OrdinalIgnoreCase));
        }

        return rows;
    }

    internal sealed record Parameter(string Name, DbType Type, object? Value);
}
