using static OrleansCalls.Storage.Tests.Orleans.OrleansStatements;

namespace OrleansCalls.Storage.Tests.Orleans;

/// <summary>A cluster's membership, by Orleans' statements.</summary>
internal sealed class Silos(Database database)
{
    public const int Joining = 2;
    public const int Active = 3;
    public const int Dead = 6;

    public static readonly DateTime Start = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly OrleansStatements _statements = new(database);

    public Task<int> BeginAsync() => CountAsync("InsertMembershipVersionKey", Cluster);

    public Task<int> InsertAsync(int port, int version, int status = Active) => CountAsync(
        "InsertMembershipKey",
        [
            Cluster, .. Silo(port), Of("SiloName", "silo"), Of("HostName", "host"), Of("Status", status), Of("ProxyPort", 30_000),
            Of("StartTime", Start), Of("IAmAliveTime", Start), Of("Version", version),
        ]);

    public Task<int> UpdateAsync(int port, int version, int status, string? suspects = null) => CountAsync(
        "UpdateMembershipKey",
        [Cluster, .. Silo(port), Of("Status", status), Of("SuspectTimes", suspects), Of("IAmAliveTime", Start), Of("Version", version)]);

    public Task AliveAsync(int port, DateTime at) =>
        _statements.RunAsync("UpdateIAmAlivetimeKey", [Cluster, .. Silo(port), Of("IAmAliveTime", at)]);

    public Task<List<Dictionary<string, object?>>> AllAsync() => _statements.RunAsync("MembershipReadAllKey", [Cluster]);

    public Task<List<Dictionary<string, object?>>> OneAsync(int port) =>
        _statements.RunAsync("MembershipReadRowKey", [Cluster, .. Silo(port)]);

    public Task<List<Dictionary<string, object?>>> GatewaysAsync() =>
        _statements.RunAsync("GatewaysQueryKey", [Cluster, Of("Status", Active)]);

    public Task ForgetBeforeAsync(DateTime alive) =>
        _statements.RunAsync("CleanupDefunctSiloEntriesKey", [Cluster, Of("IAmAliveTime", alive)]);

    public Task<int> ForgetAsync(int port, string? suspects) => CountAsync(
        "CleanupDefunctSiloEntryKey",
        [Cluster, .. Silo(port), Of("SuspectTimes", suspects), Of("StartTime", Start), Of("IAmAliveTime", Start)]);

    public Task EndAsync() => _statements.RunAsync("DeleteMembershipTableEntriesKey", [Cluster]);

    private static Parameter Cluster => Of("DeploymentId", "cluster");

    private static IEnumerable<Parameter> Silo(int port) => [Of("Address", "127.0.0.1"), Of("Port", port), Of("Generation", 9)];

    private async Task<int> CountAsync(string key, params IEnumerable<Parameter> parameters) =>
        (int)(await _statements.RunAsync(key, parameters)).Single().Values.First()!;
}
