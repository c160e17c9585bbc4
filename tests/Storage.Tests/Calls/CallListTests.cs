using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Storage.Tests.Sessions;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Sessions.Rows;

namespace OrleansCalls.Storage.Tests.Calls;

public sealed class CallListTests(PostgresFixture postgres)
{
    private static readonly CallFilter OfAna = new() { UserId = "ana", Limit = 100 };

    [Fact]
    public async Task List_CompletedCall_IsAsTheRowTells()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await Store(database).WriteAsync(Completed(), 1);

        var page = await ListAsync(database, OfAna);

        Assert.Null(page.NextCursor);
        Assert.Equal(
            new CallRow
            {
                Room = "r",
                Status = "completed",
                CallType = "scheduled",
                CreatedAt = Noon,
                StartedAt = Noon.AddSeconds(1),
                EndedAt = Noon.AddSeconds(61),
                DurationSeconds = 60,
                Summary = "They talked.",
                HasRecording = true,
            },
            Assert.Single(page.Calls));
    }

    [Fact]
    public async Task List_RowOlderThanThisSystem_IsThere()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("INSERT INTO coaching_sessions (user_id, room_name, call_type) VALUES ('ana', 'old', NULL)");

        Assert.Equal(("scheduled", "on-demand"), Assert.Single((await ListAsync(database, OfAna)).Calls) is var old ? (old.Status, old.CallType) : default);
        Assert.Equal(["old"], await RoomsAsync(database, OfAna with { CallType = CallType.OnDemand }));
    }

    [Fact]
    public async Task List_RowsArriveBetweenPages_EveryCallOnceNewestFirst()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await AddAsync(database, 1, 10); // one creation time for every two
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await ListAsync(database, OfAna with { Limit = 3, Cursor = cursor });
            Assert.InRange(page.Calls.Count, 1, 3);
            seen.AddRange(page.Calls.Select(c => c.Room));
            cursor = page.NextCursor;
            await AddAsync(database, 11 + seen.Count, 11 + seen.Count);
        }
        while (cursor is not null);

        Assert.Equal(10, seen.Distinct().Count());
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(["5", "5", "4", "4", "3", "3", "2", "2", "1", "1"], seen.Select(room => room.Split('-')[0]));
    }

    [Fact]
    public async Task List_AsManyAsTheLimit_HasNoNextPage()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await AddAsync(database, 1, 3);

        Assert.Null((await ListAsync(database, OfAna with { Limit = 3 })).NextCursor);
        Assert.NotNull((await ListAsync(database, OfAna with { Limit = 2 })).NextCursor);
    }

    [Fact]
    public async Task List_OtherUsersCalls_AreNotThere()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await Store(database).WriteAsync(Running("hers", "ana"), 1);
        await Store(database).WriteAsync(Running("his", "bob"), 1);

        Assert.Equal(["hers"], await RoomsAsync(database, OfAna));
    }

    [Fact]
    public async Task List_EachFilter_LeavesWhatItNames()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = Store(database);
        await store.WriteAsync(Running("running") with { CallType = "on-demand" }, 1);
        await store.WriteAsync(Completed("done") with { CreatedAt = Noon.AddHours(1) }, 1);

        Assert.Equal(["done"], await RoomsAsync(database, OfAna with { Status = "completed" }));
        Assert.Equal(["running"], await RoomsAsync(database, OfAna with { CallType = CallType.OnDemand }));
        Assert.Equal(["done"], await RoomsAsync(database, OfAna with { From = Noon.AddHours(1).ToOffset(TimeSpan.FromHours(5)) }));
        Assert.Equal(["running"], await RoomsAsync(database, OfAna with { To = Noon.AddHours(1).ToOffset(TimeSpan.FromHours(-5)) }));
        Assert.Empty(await RoomsAsync(database, OfAna with { Status = "completed", CallType = CallType.OnDemand }));
        Assert.Equal(["done", "running"], await RoomsAsync(database, OfAna with { From = DateTimeOffset.MinValue, To = DateTimeOffset.MaxValue }));
    }

    private static async Task<CallPage> ListAsync(Database database, CallFilter filter) =>
        (await new CallTables(database.Source).ListAsync(filter, TestContext.Current.CancellationToken))!;

    private static async Task<List<string>> RoomsAsync(Database database, CallFilter filter) =>
        [.. (await ListAsync(database, filter)).Calls.Select(c => c.Room)];

    private static Task<int> AddAsync(Database database, int from, int to) => database.RunAsync("""
        INSERT INTO coaching_sessions (user_id, room_name, created_at)
        SELECT 'ana', (n + 1) / 2 || '-' || n, now() + (n + 1) / 2 * interval '1 minute' FROM generate_series($1, $2) n
        """, from, to);
}
