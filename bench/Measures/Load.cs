using System.Diagnostics;
using Npgsql;

namespace OrleansCalls.Bench.Measures;

/// <summary>What database, silo and stand-in have done so far; the difference of two is what they did between.</summary>
internal sealed record Load
{
    public required TimeSpan At { get; init; }

    /// <summary>Transactions of the database, those that only read included.</summary>
    public long Transactions { get; init; }

    /// <summary>Transactions that wrote.</summary>
    public long Commits { get; init; }

    public long BuffersHit { get; init; }

    public long BuffersRead { get; init; }

    public long WalBytes { get; init; }

    public double PostgresCpu { get; init; }

    public double SiloCpu { get; init; }

    public double StandInCpu { get; init; }

    public required IReadOnlyDictionary<string, int> LiveKitRequests { get; init; }

    public static async Task<Load> ReadAsync(NpgsqlDataSource database, int? silo, IReadOnlyDictionary<string, int> requests, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT xact_commit + xact_rollback, blks_hit, blks_read, (SELECT wal_bytes::bigint FROM pg_stat_wal),
                pg_snapshot_xmax(pg_current_snapshot())::text::bigint, pg_backend_pid()
            FROM pg_stat_database WHERE datname = current_database()
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new Load
        {
            At = Stopwatch.GetElapsedTime(0),
            Transactions = reader.GetInt64(0),
            BuffersHit = reader.GetInt64(1),
            BuffersRead = reader.GetInt64(2),
            WalBytes = reader.GetInt64(3),
            Commits = reader.GetInt64(4),
            PostgresCpu = ProcessLoad.CpuSecondsOfFamily(ProcessLoad.ParentOf(reader.GetInt32(5))),
            SiloCpu = silo is { } id ? ProcessLoad.CpuSeconds(id) : 0,
            StandInCpu = ProcessLoad.CpuSeconds(Environment.ProcessId),
            LiveKitRequests = requests,
        };
    }

    public static Load operator -(Load later, Load earlier) => new()
    {
        At = later.At - earlier.At,
        Transactions = later.Transactions - earlier.Transactions,
        Commits = later.Commits - earlier.Commits,
        BuffersHit = later.BuffersHit - earlier.BuffersHit,
        BuffersRead = later.BuffersRead - earlier.BuffersRead,
        WalBytes = later.WalBytes - earlier.WalBytes,
        PostgresCpu = later.PostgresCpu - earlier.PostgresCpu,
        SiloCpu = later.SiloCpu - earlier.SiloCpu,
        StandInCpu = later.StandInCpu - earlier.StandInCpu,
        LiveKitRequests = later.LiveKitRequests.ToDictionary(r => r.Key, r => r.Value - earlier.LiveKitRequests.GetValueOrDefault(r.Key)),
    };
}
