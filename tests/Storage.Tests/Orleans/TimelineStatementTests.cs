using OrleansCalls.Grains.Interfaces.Timelines;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Orleans;

/// <summary>The timeline is appended by the statement that stores a call.</summary>
public sealed class TimelineStatementTests(PostgresFixture postgres)
{
    private const string Room = "ana_fred-call_1";

    [Fact]
    public async Task Write_WithNews_AppendsThemInOrder()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var grain = new StoredGrain(database, "room/" + Room);

        await grain.WriteAsync(null, Document(Entry("call.requested", "the user", "on-demand")));
        await grain.WriteAsync(1, Document(Entry("room.created", "create-room", "RM_1"), Entry("call.in-progress", "create-room", null)));
        await grain.WriteAsync(2, """{"n":3}""");

        var told = await TimelineAsync(database);
        Assert.Equal(
            [("call.requested", "the user", "on-demand"), ("room.created", "create-room", "RM_1"), ("call.in-progress", "create-room", null)],
            told.Select(e => (e.What, e.Cause, e.Result)));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1), told[0].At);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(2), told[0].NotedAt);
    }

    [Fact]
    public async Task Write_ThatLosesARace_AppendsNothing()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var grain = new StoredGrain(database, "room/" + Room);
        await grain.WriteAsync(null, "{}");

        Assert.Null(await grain.WriteAsync(7, Document(Entry("room.created", "create-room", null))));
        Assert.Null(await grain.WriteAsync(null, Document(Entry("room.created", "create-room", null))));

        Assert.Empty(await TimelineAsync(database));
    }

    [Fact]
    public async Task Write_NewsWithAnotherSystemsZeroCharacter_AreStored()
    {
        await using var database = await Database.MigratedAsync(postgres);

        await new StoredGrain(database, "room/" + Room).WriteAsync(null, Document(Entry("recorder.failed", "LiveKit's webhook", "\\u0000 gone")));

        Assert.Equal("\ufffd gone", Assert.Single(await TimelineAsync(database)).Result);
    }

    private static Task<IReadOnlyList<TimelineEntry>> TimelineAsync(Database database) =>
        new CallTables(database.Source).TimelineAsync(Room, TestContext.Current.CancellationToken);

    private static string Document(params string[] news) => $$"""{"news":[{{string.Join(',', news)}}]}""";

    private static string Entry(string what, string cause, string? result) =>
        $$"""{"at":"1970-01-01T00:00:01Z","notedAt":"1970-01-01T00:00:02Z","what":"{{what}}","cause":"{{cause}}"{{(result is null ? "" : $",\"result\":\"{result}\"")}}}""";
}
