using OrleansCalls.Silo.Postgres;
using OrleansCalls.Storage.Tests.Orleans;
using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Sweeping;

public sealed class DueCallsTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Take_SomeDue_AreTheLongestDueInThatOrder()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await StoreAsync(database, ("r1", -1), ("r3", -30), ("r2", -20), ("later", 60), ("never", null));

        Assert.Equal(["r3", "r2"], await TakeAsync(database, 2));
        Assert.Equal(["r1"], await TakeAsync(database, 2));
        Assert.Empty(await TakeAsync(database, 2));
    }

    [Fact]
    public async Task Take_JoinThatHasNoOrder_KeepsTheOrder()
    {
        await using var migrated = await Database.MigratedAsync(postgres);
        await using var database = new Database(migrated.ConnectionString + ";Options=-c enable_tidscan=off -c enable_mergejoin=off");
        await StoreManyAsync(database, due: 2_000);

        Assert.Equal(Enumerable.Range(1, 1_000).Select(n => $"{n}"), await TakeAsync(database, 1_000));
    }

    [Fact]
    public async Task Take_Due_IsDueAgainAfterTheLease()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await StoreAsync(database, ("r", -1));

        await TakeAsync(database, 1);

        Assert.True(await database.OneAsync<bool>("""
            SELECT due_at BETWEEN now() + interval '30 seconds' AND now() + interval '40 seconds' FROM orleans_storage
            """));
    }

    [Fact]
    public async Task Take_Taken_DoesNotDisturbTheGrainsNextWrite()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await StoreAsync(database, ("r", -1));

        await TakeAsync(database, 1);

        Assert.Equal(2, await new StoredGrain(database, "room/r").WriteAsync(1, """{"dueAt":null}"""));
        Assert.Equal(0, await database.OneAsync<long>("SELECT count(*) FROM orleans_storage WHERE due_at IS NOT NULL"));
    }

    [Fact]
    public async Task Move_Taken_AreDueWhenToldUnlessTheirGrainWroteMeanwhile()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await StoreAsync(database, ("healthy", -2), ("changed", -1), ("other", 60));
        var due = new DueCalls(database.Source);
        var taken = await due.TakeAsync(10, Lease, TestContext.Current.CancellationToken);
        await new StoredGrain(database, "room/changed").WriteAsync(1, """{"dueAt":"2040-01-01T00:00:00Z"}""");

        var told = new DateTimeOffset(2041, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await due.MoveAsync(
            taken,
            new Dictionary<string, DateTimeOffset> { ["healthy"] = told, ["changed"] = told, ["other"] = told },
            TestContext.Current.CancellationToken);

        Assert.Equal(["room/healthy"], await database.AllAsync<string>("SELECT grain_id_extension FROM orleans_storage WHERE due_at = $1", told));
        Assert.Equal(1, await database.OneAsync<long>("SELECT count(*) FROM orleans_storage WHERE due_at = '2040-01-01T00:00:00Z'"));
        Assert.True(await database.OneAsync<bool>("SELECT due_at < now() + interval '1 hour' FROM orleans_storage WHERE grain_id_extension = 'room/other'"));
    }

    [Fact]
    public async Task Move_ToATimeThatHasPassed_IsNotDueAtOnce() // the silo's clock is behind
    {
        await using var database = await Database.MigratedAsync(postgres);
        await StoreAsync(database, ("r", -1));
        var due = new DueCalls(database.Source);
        var taken = await due.TakeAsync(10, Lease, TestContext.Current.CancellationToken);
        var before = await database.OneAsync<DateTime>("SELECT now()");

        await due.MoveAsync(
            taken, new Dictionary<string, DateTimeOffset> { ["r"] = taken.LeasedUntil.AddMinutes(-5) }, TestContext.Current.CancellationToken);

        Assert.True(await database.OneAsync<bool>(
            "SELECT due_at BETWEEN $1 + interval '2 seconds' AND now() + interval '2 seconds' FROM orleans_storage", before));
    }

    [Fact]
    public async Task Take_SeveralAtOnce_NoneTwice()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await StoreManyAsync(database, due: 1_000);

        var taken = new List<string>();
        while (taken.Count < 1_000)
        {
            var round = (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TakeAsync(database, 50)))).SelectMany(rooms => rooms).ToList();
            Assert.NotEmpty(round);
            taken.AddRange(round);
        }

        Assert.Equal(1_000, taken.Distinct().Count());
        Assert.Empty(await TakeAsync(database, 50));
    }

    [Fact]
    public async Task Take_RowsThatAnotherIsTaking_ArePassedOver()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await StoreAsync(database, ("taken", -30), ("free", -1));
        await using var other = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var locking = other.CreateCommand();
        locking.CommandText = "SELECT FROM orleans_storage WHERE grain_id_extension = 'room/taken' FOR UPDATE";
        await locking.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["free"], await TakeAsync(database, 2));
    }

    [Fact]
    public async Task Take_AmongVeryManyCalls_ReadsThePartialIndexOnly()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await StoreManyAsync(database, due: 20, done: 50_000);
        await database.RunAsync("VACUUM ANALYZE orleans_storage");

        var plan = string.Join('\n', await database.AllAsync<string>($"EXPLAIN {DueCalls.Statement}", 100, Lease));

        Assert.Contains("orleans_storage_due", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.Equal(20, (await TakeAsync(database, 100)).Count);

        var move = string.Join('\n', await database.AllAsync<string>(
            $"EXPLAIN {DueCalls.MoveStatement}", new[] { "room/1" }, new[] { DateTimeOffset.UnixEpoch }, DateTimeOffset.UnixEpoch));
        Assert.DoesNotContain("Seq Scan", move, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> TakeAsync(Database database, int limit) =>
        (await new DueCalls(database.Source).TakeAsync(limit, Lease, TestContext.Current.CancellationToken)).Rooms;

    private static async Task StoreAsync(Database database, params (string Room, int? Seconds)[] calls)
    {
        foreach (var (room, seconds) in calls)
        {
            await new StoredGrain(database, "room/" + room).WriteAsync(null, "{}");
            await database.RunAsync(
                "UPDATE orleans_storage SET due_at = now() + $2 WHERE grain_id_extension = 'room/' || $1",
                room, seconds is { } due ? TimeSpan.FromSeconds(due) : DBNull.Value);
        }
    }

    /// <summary>Rooms 1, 2, … in the order of being due, stored in another.</summary>
    private static async Task StoreManyAsync(Database database, int due, int done = 0)
    {
        await database.RunAsync("ALTER TABLE orleans_storage DISABLE TRIGGER USER"); // no time for what a call's first write asks
        await database.RunAsync("""
            INSERT INTO orleans_storage (
                grain_id_hash, grain_id_n0, grain_id_n1, grain_type_hash, grain_type, grain_id_extension, service_id, version, due_at)
            SELECT n, 0, 0, 0, 'call-v1', 'room/' || n, 'orleans-calls', 1, CASE WHEN n <= $1 THEN now() - interval '1 day' + n * interval '1 ms' END
            FROM generate_series(1, $1 + $2) n ORDER BY n * 7919 % 1009
            """, due, done);
    }
}
