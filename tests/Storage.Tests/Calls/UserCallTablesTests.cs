using System.Text;
using System.Text.Json;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Storage.Tests.Orleans;
using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Calls;

public sealed class UserCallTablesTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset s_noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("ana")]
    [InlineData("an a")]
    [InlineData("ana_fred-call_1")]
    public async Task Started_ByRowOrByStateAlone_IsEachOfTheUsersOnce(string user)
    {
        await using var database = await Database.MigratedAsync(postgres);
        var (byState, byBoth) = (await StoredAsync(database, user, s_noon), await StoredAsync(database, user, s_noon.AddSeconds(2)));
        await database.RunAsync($"""
            INSERT INTO coaching_sessions (user_id, room_name, status, created_at, call_version) VALUES
                ('{user}', '{byBoth}', 'in_progress', '2026-01-02T12:00:03Z', 1),
                ('{user}', 'by-row', 'in_progress', '2026-01-02T12:00:04Z', 1),
                ('{user}', 'of-another-program', 'in_progress', '2026-01-02T12:00:04Z', 0)
            """);
        await StoredAsync(database, user, s_noon.AddSeconds(-1)); // too long ago
        await StoredAsync(database, user, s_noon.AddSeconds(3), new StartFailed("refused", s_noon.AddSeconds(4)));
        await StoredAsync(database, user + "a", s_noon.AddSeconds(5));
        await StoredAsync(database, user, s_noon.AddSeconds(6), owner: "another"); // a name tells nothing

        var started = await new UserCallTables(database.Source).StartedSinceAsync(user, s_noon.AddMilliseconds(-1), TestContext.Current.CancellationToken);

        Assert.Equal([(byState, s_noon), (byBoth, s_noon.AddSeconds(3)), ("by-row", s_noon.AddSeconds(4))], started.OrderBy(start => start.At));
    }

    [Fact]
    public async Task Started_AmongVeryManyCalls_IsReadByIndexes()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("ALTER TABLE orleans_storage DISABLE TRIGGER USER"); // no time for what a call's first write asks
        await database.RunAsync("""
            INSERT INTO orleans_storage (
                grain_id_hash, grain_id_n0, grain_id_n1, grain_type_hash, grain_type, grain_id_extension, service_id, version, payload)
            SELECT n, 0, 0, 0, 'call-v1', 'room/user-' || n || '_fred-call_' || 1767355200000 + n, 'orleans-calls', 1, '{}' FROM generate_series(1, 50000) n
            """);
        await database.RunAsync("VACUUM ANALYZE orleans_storage");

        var plan = string.Join('\n', await database.AllAsync<string>(
            $"EXPLAIN {UserCallTables.Started}", "user-7", s_noon, "room/user-7_fred-call_1767355200000", "room/user-7_fred-call_9999999999999", "room/user-7_fred-call_"));

        Assert.Contains("orleans_storage_key", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on orleans_storage", plan, StringComparison.Ordinal);
    }

    private static async Task<string> StoredAsync(Database database, string user, DateTimeOffset at, StartFailed? failed = null, string? owner = null)
    {
        var start = new StartCall { StartId = Guid.NewGuid(), UserId = owner ?? user, CallType = CallType.OnDemand, ParticipantName = "Ana" };
        var call = new CallState().Apply(new CallRequested { Start = start, At = at });
        var room = RoomName.For(user, at);
        await new StoredGrain(database, RoomKey.For(room))
            .WriteAsync(null, Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(failed is null ? call : call.Apply(failed), CallJson.Options)));
        return room;
    }
}
