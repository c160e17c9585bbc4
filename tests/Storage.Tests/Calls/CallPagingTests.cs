using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Calls;

/// <summary>Pages while calls arrive and end.</summary>
public sealed class CallPagingTests(PostgresFixture postgres)
{
    private static readonly CallFilter OfAna = new() { UserId = "ana", Limit = 3 };

    [Theory]
    [InlineData(null, null)]
    [InlineData("in_progress", null)]
    [InlineData(null, "word")]
    [InlineData("in_progress", "word")]
    public async Task List_CallsArriveAndEndBetweenPages_EachThatWasThereOnceInOrder(string? status, string? text)
    {
        await using var database = await Database.MigratedAsync(postgres);
        await AddAsync(database, 1, 130);
        var filter = OfAna with { Status = status, Text = text, Limit = 7 };

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await ListAsync(database, filter with { Cursor = cursor });
            seen.AddRange(page.Calls.Select(c => c.Room));
            cursor = page.NextCursor;
            await AddAsync(database, 1000 + seen.Count, 1005 + seen.Count); // newer ones
            await database.RunAsync( // those that were seen end, and get other words
                "UPDATE coaching_sessions SET status = 'completed', summary = 'word word', ended_at = now() WHERE room_name = ANY ($1)", (object)seen.ToArray());
            await database.RunAsync( // and those that are still to come are written again, as they are
                "UPDATE coaching_sessions SET notes = 'x', summary = summary || ' more', duration_seconds = 5 WHERE room_name <> ALL ($1)", (object)seen.ToArray());
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(1, 130).Reverse().Select(n => $"{n:D4}"), seen);
    }

    [Fact]
    public async Task List_ManyCallsOfOneCreationTime_EachOnce()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("""
            INSERT INTO coaching_sessions (user_id, room_name, created_at, status, summary)
            SELECT 'ana', 'r' || n, '2026-01-01Z', 'completed', 'word' FROM generate_series(1, 200) n
            """);

        foreach (var filter in new[] { OfAna, OfAna with { Status = "completed" }, OfAna with { Text = "word" } })
        {
            var seen = await WalkAsync(database, filter with { Limit = 30 });
            Assert.Equal(200, seen.Count);
            Assert.Equal(200, seen.Distinct().Count());
        }
    }

    [Fact]
    public async Task List_CursorOfOneFilterWithAnother_GoesOnFromItsPlace()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await AddAsync(database, 1, 20);
        await database.RunAsync("UPDATE coaching_sessions SET status = 'completed', summary = 'other' WHERE room_name::int % 2 = 0");
        var cursor = (await ListAsync(database, OfAna)).NextCursor; // after 0020, 0019, 0018

        Assert.Equal(["0016", "0014", "0012"], await RoomsAsync(database, OfAna with { Cursor = cursor, Status = "completed" }));
        Assert.Equal(["0017", "0015", "0013"], await RoomsAsync(database, OfAna with { Cursor = cursor, Text = "word" }));
        Assert.Equal(["0017"], await RoomsAsync(database, OfAna with { Cursor = cursor, Limit = 1 }));
        var searched = (await ListAsync(database, OfAna with { Text = "word" })).NextCursor; // after 0019, 0017, 0015
        Assert.Equal(["0014", "0013", "0012"], await RoomsAsync(database, OfAna with { Cursor = searched }));
    }

    [Fact]
    public async Task List_CursorOfAnotherUser_ShowsNothingOfHers()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await AddAsync(database, 1, 5);
        var cursor = (await ListAsync(database, OfAna)).NextCursor;

        Assert.Empty(await RoomsAsync(database, OfAna with { UserId = "bob", Cursor = cursor }));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public async Task List_CursorThatIsNotOurs_IsNoPage(string cursor)
    {
        await using var database = await Database.MigratedAsync(postgres);

        Assert.Null(await new CallTables(database.Source).ListAsync(OfAna with { Cursor = cursor }, TestContext.Current.CancellationToken));
    }

    private static async Task<List<string>> WalkAsync(Database database, CallFilter filter)
    {
        var seen = new List<string>();
        for (string? cursor = null; ;)
        {
            var page = await ListAsync(database, filter with { Cursor = cursor });
            seen.AddRange(page.Calls.Select(c => c.Room));
            if (page.NextCursor is null)
            {
                return seen;
            }

            cursor = page.NextCursor;
        }
    }

    private static async Task<CallPage> ListAsync(Database database, CallFilter filter) =>
        (await new CallTables(database.Source).ListAsync(filter, TestContext.Current.CancellationToken))!;

    private static async Task<List<string>> RoomsAsync(Database database, CallFilter filter) =>
        [.. (await ListAsync(database, filter)).Calls.Select(c => c.Room)];

    /// <summary>Running calls with a word, named by their number, a later one for each.</summary>
    private static Task<int> AddAsync(Database database, int from, int to) => database.RunAsync("""
        INSERT INTO coaching_sessions (user_id, room_name, created_at, status, summary)
        SELECT 'ana', lpad(n::text, 4, '0'), '2026-01-01Z'::timestamptz + n * interval '1 hour', 'in_progress', 'a word'
        FROM generate_series($1, $2) n
        """, from, to);
}
