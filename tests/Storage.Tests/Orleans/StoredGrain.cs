using System.Text;
using static OrleansCalls.Storage.Tests.Orleans.OrleansStatements;

namespace OrleansCalls.Storage.Tests.Orleans;

/// <summary>One grain's row, written and read by Orleans' statements.</summary>
internal sealed class StoredGrain(Database database, string? key = "room/r1", long number = 0)
{
    private readonly OrleansStatements _statements = new(database);

    /// <returns>The new version, or null on a conflict.</returns>
    public async Task<int?> WriteAsync(int? version, string json) => Version(await _statements.RunAsync(
        "WriteToStorageKey", [.. Key(), Of("GrainStateVersion", version), Of("PayloadBinary", Encoding.UTF8.GetBytes(json))]));

    public async Task<int?> ClearAsync(int? version) =>
        Version(await _statements.RunAsync("ClearStorageKey", [.. Key(), Of("GrainStateVersion", version)]));

    public async Task<int?> DeleteAsync(int? version) =>
        Version(await _statements.RunAsync("DeleteStorageKey", [.. Key(), Of("GrainStateVersion", version)]));

    /// <returns>Null when there is no row.</returns>
    public async Task<(string? Json, int Version)?> ReadAsync() =>
        (await _statements.RunAsync("ReadFromStorageKey", Key())).SingleOrDefault() is { } row
            ? (row["PayloadBinary"] is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null, (int)row["Version"]!)
            : null;

    private IEnumerable<Parameter> Key() =>
    [
        Of("GrainIdHash", 7), Of("GrainIdN0", 0L), Of("GrainIdN1", number), Of("GrainTypeHash", -3),
        Of("GrainTypeString", "call-v1"), Of("GrainIdExtensionString", key), Of("ServiceId", "orleans-calls"),
    ];

    private static int? Version(List<Dictionary<string, object?>> rows) => (int?)rows.SingleOrDefault()?["NewGrainStateVersion"];
}
