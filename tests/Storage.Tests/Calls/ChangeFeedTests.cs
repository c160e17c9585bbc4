using System.Text.Json;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Changes;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Storage.Tests.Orleans;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Transcripts.Spoken;

namespace OrleansCalls.Storage.Tests.Calls;

public sealed class ChangeFeedTests(PostgresFixture postgres)
{
    private const string Room = "ana_fred-call_1";

    private static readonly CallPosition Start = new(0, 0);

    [Fact]
    public async Task Read_NothingStored_IsEmpty()
    {
        await using var database = await Database.MigratedAsync(postgres);

        var page = await ReadAsync(database, Start);

        Assert.Empty(page.Calls);
        Assert.Empty(page.Segments);
        Assert.Equal((Start, true), (page.Newest, page.IsWhole));
    }

    [Fact]
    public async Task Read_APage_GoesOnWhereTheOneBeforeEnded()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);
        await StoreChangesAsync(database, 45);
        await store.AppendAsync(Room, [.. Enumerable.Range(100, 250).Select(n => Segment($"{n}", $"said {n}"))], TestContext.Current.CancellationToken);
        await store.AppendAsync("another room", [Segment("1", "elsewhere")], TestContext.Current.CancellationToken);

        var (at, pages, said, told) = (Start, 0, new List<string>(), new List<long>());
        for (CallChanges? page = null; page is not { IsWhole: true }; pages++)
        {
            page = await ReadAsync(database, at);
            Assert.True(page.Segments.Count is 100 or 50 || said.Count is 250);
            Assert.True(page.Calls.Count is 0 || said.Count + page.Segments.Count is 250); // a change comes after the words before it
            said.AddRange(page.Segments.Select(s => s.Segment.Id));
            told.AddRange(page.Calls.Select(c => c.Revision));
            at = new CallPosition(told.LastOrDefault(), page.Segments.Count > 0 ? page.Segments[^1].Revision : at.Revision);
        }

        Assert.Equal(Enumerable.Range(100, 250).Select(n => $"{n}"), said);
        Assert.Equal(Enumerable.Range(1, 45).Select(n => (long)n), told);
        Assert.Equal(5, pages); // 100, 100, 50 with 20 changes, 20, 5
        Assert.False((await ReadAsync(database, Start)).Newest.IsBeyond(at));
    }

    [Fact]
    public async Task Read_LongWords_AreBoundedInAPage()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var store = new TranscriptStore(database.Source);
        var text = new string('ü', 8000);
        await store.AppendAsync(Room, [.. Enumerable.Range(0, 20).Select(n => Segment($"{n:00}", text))], TestContext.Current.CancellationToken);

        var page = await ReadAsync(database, Start);

        Assert.Equal((5, false), (page.Segments.Count, page.IsWhole)); // the fifth begins within 64 KB
        Assert.Equal(15, (await ReadAsync(database, Start with { Revision = page.Segments[^1].Revision })).Segments.Count + 10);
    }

    [Fact]
    public async Task Read_AStateThatIsAheadOfItsChanges_IsNoneTheLessTheNewest()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var grain = new StoredGrain(database, RoomKey.For(Room));
        await grain.WriteAsync(null, "{}");
        await grain.WriteAsync(1, "{}");

        var page = await ReadAsync(database, new CallPosition(1, 0));

        Assert.Equal((new CallPosition(2, 0), true), (page.Newest, page.IsWhole));
        Assert.Empty(page.Calls);
    }

    [Fact]
    public async Task Read_ManyOtherCalls_IsByIndexAlone()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("""
            INSERT INTO call_segments (room, id, speaker, text, started_at, final)
            SELECT 'room-' || n % 10, n::text, 'user', 'x', now(), true FROM generate_series(1, 20000) n
            """);
        await database.RunAsync("ANALYZE call_segments");

        var plan = await database.AllAsync<string>(
            "EXPLAIN SELECT * FROM call_segments WHERE room = 'room-7' AND revision > 5 ORDER BY revision LIMIT 100");

        Assert.Contains(plan, line => line.Contains("call_segments_revision", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Sort", StringComparison.Ordinal) || line.Contains("Seq Scan", StringComparison.Ordinal));
    }

    private static Task<CallChanges> ReadAsync(Database database, CallPosition after) =>
        new CallTables(database.Source).ChangesAsync(Room, after, TestContext.Current.CancellationToken);

    private static async Task StoreChangesAsync(Database database, int count)
    {
        var grain = new StoredGrain(database, RoomKey.For(Room));
        for (var n = 0; n < count; n++)
        {
            var view = JsonSerializer.Serialize(Call with { TranscriptLines = n }, CallJson.Options);
            Assert.Equal(n + 1, await grain.WriteAsync(n is 0 ? null : n, $$"""{"change":{{view}}}"""));
        }
    }

    private static CallSnapshot Call => new()
    {
        Room = Room,
        UserId = "ana",
        StartId = Guid.Empty,
        CallType = CallType.OnDemand,
        ParticipantName = "Ana",
        Status = CallStatus.InProgress,
        Phase = CallPhase.Live,
        RequestedAt = Noon,
        Participants = [new ParticipantSnapshot("ana", ParticipantKind.Human, Noon, null)],
        Recording = new RecordingSnapshot { State = RecordingState.Active, Segments = [] },
        Revision = 0,
    };
}
