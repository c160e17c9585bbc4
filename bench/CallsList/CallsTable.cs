using System.Diagnostics;
using System.Globalization;
using Npgsql;
using OrleansCalls.DevStack.Calls;
using OrleansCalls.DevStack.Postgres;
using OrleansCalls.Silo.Migrations;
using OrleansCalls.Silo.Postgres;

namespace OrleansCalls.Bench.CallsList;

/// <summary>A migrated database with so many finished calls.</summary>
internal sealed class CallsTable(NpgsqlDataSource source) : IAsyncDisposable
{
    private const int Writers = 2;
    private const string Index = "CREATE INDEX IF NOT EXISTS call_words_words ON call_words USING gin (words) WITH (fastupdate = off)";

    public NpgsqlDataSource Source => source;

    public CallTables Tables { get; } = new(source);

    public static async Task<CallsTable> FillAsync(PostgresServer server, int calls, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var address = await server.CreateDatabaseAsync($"calls_{calls}", cancellationToken);
        await Migrator.MigrateAsync(address.ConnectionString, cancellationToken);
        var table = new CallsTable(CallDatabase.Open(address.ConnectionString + ";Command Timeout=7200"));
        var began = Stopwatch.StartNew();
        await table.RunAsync("DROP INDEX call_words_words", cancellationToken); // built at once below, which is faster
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var (first, last) = ((int)((long)calls * writer / Writers), (int)((long)calls * (writer + 1) / Writers));
            await ManyCalls.StoreAsync(table.Source, first, last - first, now, cancellationToken);
        }, cancellationToken)));
        var stored = began.Elapsed;
        await table.RunAsync("SET maintenance_work_mem = '512MB'; " + Index + "; RESET maintenance_work_mem", cancellationToken);
        var indexed = began.Elapsed;
        await table.RunAsync("VACUUM ANALYZE coaching_sessions", cancellationToken);
        await table.RunAsync("VACUUM ANALYZE call_words", cancellationToken);
        var sizes = await table.SizesAsync(cancellationToken);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{calls:N0} calls stored in {stored.TotalSeconds:N0} s, their words indexed in {(indexed - stored).TotalSeconds:N0} s; {sizes}"));
        return table;
    }

    /// <summary>The busiest user's next calls from a place on, as many as a page of 20 looks at, and what was said in them.</summary>
    public async Task<int> ReadPageAsync(CallCursor place, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            SELECT room_name, status, summary, call_said(transcript_json) FROM coaching_sessions
            WHERE user_id = $1 AND (created_at, id) < ($2, $3) ORDER BY created_at DESC, id DESC LIMIT 21
            """);
        command.Parameters.AddWithValue(ManyCalls.BusiestUser);
        command.Parameters.AddWithValue(place.CreatedAt);
        command.Parameters.AddWithValue(place.Id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = 0;
        for (; await reader.ReadAsync(cancellationToken); rows++)
        {
            _ = reader.GetString(3);
        }

        return rows;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<string> SizesAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            SELECT format('calls %s with their indexes, words %s, index of words %s, fsync %s',
                pg_size_pretty(pg_total_relation_size('coaching_sessions')), pg_size_pretty(pg_table_size('call_words')),
                pg_size_pretty(pg_relation_size('call_words_words')), current_setting('fsync'))
            """);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
