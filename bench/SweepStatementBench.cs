using System.Globalization;
using Npgsql;
using OrleansCalls.Bench.LiveCalls;
using OrleansCalls.Silo.Postgres;

namespace OrleansCalls.Bench;

/// <summary>The sweep's statement beside few and very many finished calls: its plan and what it touches.</summary>
internal static class SweepStatementBench
{
    private const int Due = 1_000;
    private const int Few = 10_000;

    public static async Task RunAsync(int finished, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var database = await BenchDatabase.StartAsync(cancellationToken);
        await database.StoreLiveAsync(Due, now, cancellationToken);
        var stored = 0;
        foreach (var wanted in new[] { Few, finished })
        {
            await database.StoreFinishedAsync(stored + 1, wanted - stored, now, cancellationToken);
            stored = wanted;
            await database.RunAsync("UPDATE orleans_storage SET due_at = now() - interval '1 minute' WHERE due_at IS NOT NULL", cancellationToken);
            await database.RunAsync("VACUUM ANALYZE orleans_storage", cancellationToken);
            var size = await database.AskAsync<string>("SELECT pg_size_pretty(pg_total_relation_size('orleans_storage'))", cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"== {stored:N0} finished calls, {Due:N0} due, table with indexes {size}; 100 are taken"));
            foreach (var line in await ExplainAsync(database, cancellationToken))
            {
                Console.WriteLine("   " + line);
            }
        }
    }

    private static async Task<List<string>> ExplainAsync(BenchDatabase database, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("EXPLAIN (ANALYZE, BUFFERS, COSTS) " + DueCalls.Statement);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = 100 });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = TimeSpan.FromMinutes(1) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
