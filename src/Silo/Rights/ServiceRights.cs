using System.Collections.Frozen;

namespace OrleansCalls.Silo.Rights;

/// <summary>
/// What the running service may do in the database, which is less than migrations do: rows, no definitions. A table that is not
/// named here is out of its reach; tests make whole calls with these rights alone, and find a table that was forgotten.
/// </summary>
internal static class ServiceRights
{
    private const string Read = "SELECT";
    private const string Append = "SELECT, INSERT, DELETE";
    private const string Write = "SELECT, INSERT, UPDATE";
    private const string All = "SELECT, INSERT, UPDATE, DELETE";

    /// <summary>By table.</summary>
    public static FrozenDictionary<string, string> Tables { get; } = new Dictionary<string, string>
    {
        ["call_changes"] = Append,
        ["call_client_transcripts"] = All,
        ["call_rounds"] = Write,
        ["call_segments"] = All,
        ["call_start_keys"] = All,
        ["call_timeline"] = Append,
        ["call_tombstones"] = Write,
        ["call_words"] = Read, // written by a trigger, with its owner's rights
        ["coaching_sessions"] = All,
        ["fred_episodic_memory"] = All,
        ["orleans_calls_migrations"] = Read,
        ["orleans_membership"] = All,
        ["orleans_membership_version"] = Write,
        ["orleans_storage"] = All,
        ["orleansquery"] = Read, // else whoever reaches the service's connection could change its statements
        ["webhook_deliveries"] = All,
        ["webhook_endpoints"] = All,
        ["webhook_probes"] = All,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is counted with: <c>USAGE</c> on these.</summary>
    public static IReadOnlyList<string> Sequences { get; } = ["call_segment_revisions", "webhook_deliveries_sequence_seq"];
}
