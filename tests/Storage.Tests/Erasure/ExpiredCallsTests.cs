using System.Globalization;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Storage.Tests.Orleans;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Sessions.Rows;

namespace OrleansCalls.Storage.Tests.Erasure;

public sealed class ExpiredCallsTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindRows_EndedBefore_InBatchesWithoutOneLeftOutOrTwice()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await RowAsync(database, "a_fred-call_1", "completed", "2026-01-01");
        await RowAsync(database, "b_fred-call_1", "completed", "2026-01-01");
        await RowAsync(database, "c_fred-call_1", "cancelled", "2026-01-02");
        await RowAsync(database, "d_fred-call_1", "completed", "2026-01-03");
        await RowAsync(database, "e_fred-call_1", "scheduled", "2025-01-01");
        await RowAsync(database, "Kick-off 2024", "completed", "2025-01-01"); // another program's
        var found = await AllAsync((after, limit) => new ExpiredCallTables(database.Source).FindRowsAsync(
            new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero), after, limit, Cancellation));

        Assert.Equal(["Kick-off 2024", "a_fred-call_1", "b_fred-call_1", "c_fred-call_1"], found);
    }

    [Fact]
    public async Task FindRowless_BegunBefore_IsWithoutRowsAndErasedOnes()
    {
        await using var database = await Database.MigratedAsync(postgres);
        foreach (var room in new[] { "a_fred-call_500", "b_fred-call_1500", "c_fred-call_1500", "d_fred-call_1400", "e_fred-call_2500", "plain" })
        {
            await new StoredGrain(database, "room/" + room).WriteAsync(null, """{"request":{}}""");
        }

        await RowAsync(database, "b_fred-call_1500", "completed", "2026-01-01");
        await new ErasureStore(database.Source).EraseAsync("d_fred-call_1400", null, Noon, Cancellation);
        var found = await AllAsync((after, limit) => new ExpiredCallTables(database.Source).FindRowlessAsync(
            DateTimeOffset.FromUnixTimeMilliseconds(2000), after, limit, Cancellation));

        Assert.Equal(["a_fred-call_500", "c_fred-call_1500"], found);
    }

    [Fact]
    public async Task Find_AmongVeryManyCalls_ReadsByIndexes()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("""
            ALTER TABLE orleans_storage DISABLE TRIGGER USER;
            INSERT INTO coaching_sessions (user_id, room_name, status, ended_at)
            SELECT 'ana', 'ana_fred-call_' || n, 'completed', now() - n * interval '1 minute' FROM generate_series(1, 10000) n;
            INSERT INTO orleans_storage (
                grain_id_hash, grain_id_n0, grain_id_n1, grain_type_hash, grain_type, grain_id_extension, service_id, version, payload)
            SELECT n, 0, 0, 0, 'call-v1', 'room/ana_fred-call_' || n, 'orleans-calls', 1, '{}' FROM generate_series(1, 20000) n;
            """);
        await database.RunAsync("VACUUM ANALYZE coaching_sessions");
        await database.RunAsync("VACUUM ANALYZE orleans_storage");

        var rows = string.Join('\n', await database.AllAsync<string>(
            $"EXPLAIN {ExpiredCallTables.Rows}", Noon.UtcDateTime, DateTime.UnixEpoch, "", 50));
        var rowless = string.Join('\n', await database.AllAsync<string>(
            $"EXPLAIN {ExpiredCallTables.Rowless}", 9_000.ToString("D19", CultureInfo.InvariantCulture), "", "room/", 50));

        Assert.DoesNotContain("Seq Scan", rows, StringComparison.Ordinal);
        Assert.Contains("coaching_sessions_past", rows, StringComparison.Ordinal);
        Assert.Contains("orleans_storage_begun", rowless, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on orleans_storage", rowless, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on coaching_sessions", rowless, StringComparison.Ordinal);
    }

    private static Task<int> RowAsync(Database database, string room, string status, string ended) => database.RunAsync(
        "INSERT INTO coaching_sessions (user_id, room_name, status, ended_at) VALUES ('ana', $1, $2, $3::timestamptz)", room, status, ended);

    private static async Task<List<string>> AllAsync(Func<string?, int, Task<ExpiredCalls>> find)
    {
        var all = new List<string>();
        string? after = null;
        do
        {
            var batch = await find(after, 1);
            all.AddRange(batch.Rooms);
            after = batch.Next;
        }
        while (after is not null);
        return all;
    }
}
