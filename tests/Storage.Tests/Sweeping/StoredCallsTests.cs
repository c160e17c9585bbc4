using System.Text;
using System.Text.Json;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Storage.Tests.Orleans;
using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Sweeping;

public sealed class StoredCallsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Find_KnownUnknownAndCleared_AnswersTheKnown()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var call = new CallState().Apply(new RoomCreated("RM_1", DateTimeOffset.UnixEpoch));
        await new StoredGrain(database, "room/known").WriteAsync(null, Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(call, CallJson.Options)));
        await new StoredGrain(database, "room/cleared").WriteAsync(null, "{}");
        await new StoredGrain(database, "room/cleared").ClearAsync(1);

        var found = await new StoredCalls(database.Source).FindAsync(["known", "cleared", "unknown"], TestContext.Current.CancellationToken);

        Assert.Equal("RM_1", Assert.Single(found).Value.Room.Sid);
        Assert.Equal("known", Assert.Single(found).Key);
    }

    [Fact]
    public async Task Find_ErasedCalls_AreKnownByTheirTombstones()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var erasures = new ErasureStore(database.Source);
        await new StoredGrain(database, "room/watched").WriteAsync(null, """{"room":{"made":{"RM_1":"2026-01-02T12:00:00Z"}},"erasure":{}}""");
        foreach (var room in new[] { "watched", "forgotten" })
        {
            await erasures.EraseAsync(room, null, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
        }

        var found = await new StoredCalls(database.Source).FindAsync(["watched", "forgotten", "unknown"], TestContext.Current.CancellationToken);

        Assert.Equal(2, found.Count);
        Assert.Equal("RM_1", found["watched"].Room.Sid);
        Assert.Equal(DateTimeOffset.UnixEpoch, found["forgotten"].Erasure!.RemovedAt);
    }

    [Fact]
    public async Task Find_AmongVeryManyCalls_ReadsByAnIndex()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("ALTER TABLE orleans_storage DISABLE TRIGGER USER"); // no time for what a call's first write asks
        await database.RunAsync("""
            INSERT INTO orleans_storage (
                grain_id_hash, grain_id_n0, grain_id_n1, grain_type_hash, grain_type, grain_id_extension, service_id, version, payload)
            SELECT n, 0, 0, 0, 'call-v1', 'room/' || n, 'orleans-calls', 1, '{}' FROM generate_series(1, 50000) n
            """);
        await database.RunAsync("INSERT INTO call_tombstones SELECT sha256(n::text::bytea), now() FROM generate_series(1, 20000) n");
        await database.RunAsync("VACUUM ANALYZE orleans_storage");
        await database.RunAsync("VACUUM ANALYZE call_tombstones");

        var plan = string.Join('\n', await database.AllAsync<string>(
            $"EXPLAIN {StoredCalls.Statement}", new[] { Enumerable.Range(1, 100).Select(n => $"room/{n}").ToArray() }));

        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.Contains("orleans_storage_key", plan, StringComparison.Ordinal);
    }
}
