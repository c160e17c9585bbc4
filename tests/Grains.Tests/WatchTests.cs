using Npgsql;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Changes;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Tests.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Grains.Tests;

/// <summary>Those who watch a call are told of all that is seen of it, and of nothing else.</summary>
public sealed class WatchTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(3);
    private static readonly CallPosition Start = new(0, 0);

    private readonly string _room = RoomName.For($"ana-{Guid.NewGuid():N}", DateTimeOffset.UnixEpoch);
    private TestSandbox _sandbox = null!;
    private CallCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await TestSandbox.StartAsync();
        _cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync(), _sandbox.Options);
        await Call.StartAsync(Starts.By("ana"));
        await _cluster.WhenAsync(_room, c => c.Status is CallStatus.InProgress);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    private ICallGrain Call => _cluster.Call(_room);

    [Fact]
    public async Task Watch_SegmentsComeMeanwhile_EndsAtOnceAndKnowsThem()
    {
        var known = await RestAsync();
        var watching = Call.WatchAsync(known, Long);
        Assert.False(watching.IsCompleted);

        await Call.AppendTranscriptAsync([Starts.Said("1", "One is leaving.")]);
        var newest = await watching.WaitAsync(TimeSpan.FromSeconds(2));

        Assert.InRange(newest!.Revision, known.Revision + 1, long.MaxValue);
        var page = await _cluster.Queries.ChangesAsync(_room, known);
        Assert.Equal((newest.Revision, "1"), (page.Segments[^1].Revision, page.Segments[^1].Segment.Id));

        await Call.AppendTranscriptAsync([Starts.Said("1", "One is leaving.")]); // nothing new
        Assert.Equal(newest.Revision, (await Call.WatchAsync(newest, TimeSpan.Zero))!.Revision);
    }

    [Fact]
    public async Task Watch_ByAnotherActivation_FindsOutHowFarTheCallIs()
    {
        await Call.AppendTranscriptAsync([Starts.Said("1", "One is leaving."), Starts.Said("2", "Call her.", Speaker.Fred)]);
        var known = await RestAsync();

        await _cluster.ForgetAsync(_room);

        var newest = await Call.WatchAsync(Start, TimeSpan.Zero);
        Assert.False(known.IsBeyond(newest!));
        Assert.Equal(known.Revision, newest!.Revision);
    }

    [Fact]
    public async Task Watch_NoSuchCall_IsNull() =>
        Assert.Null(await _cluster.Call(RoomName.For("nobody", DateTimeOffset.UnixEpoch)).WatchAsync(Start, Long));

    [Fact]
    public async Task AWholeCall_TellsEveryChangeOnceAndInTheEndThatItIsComplete()
    {
        await Call.AppendTranscriptAsync([Starts.Said("1", "One is leaving.")]);
        await Call.EndAsync("ana");
        await _cluster.WhenAsync(_room, c => c.IsComplete);
        await Call.AppendTranscriptAsync([Starts.Said("2", "Call her today.", Speaker.Fred)]); // late words: there is something to do again
        var done = await _cluster.WhenAsync(_room, c => c is { IsComplete: true, TranscriptLines: 2 });

        var told = await ToldAsync();
        Assert.Equal(told.Select(c => c.Revision).Distinct().Order(), told.Select(c => c.Revision));
        Assert.Equal(Json(done), Json(told[^1]));
        Assert.All(told.Zip(told.Skip(1)), pair => Assert.NotEqual(Json(pair.First), Json(pair.Second)));
        Assert.Equal(CallStatus.InProgress, told[0].Status); // nobody sees a call before its room is there
        Assert.Equal([false, true, false, true], Turns(told.Select(c => c.IsComplete)));
        Assert.Equal([false, true], Turns(told.Select(c => c.EndRequested)));
        Assert.Contains(told, c => c.Phase is CallPhase.Ended);
    }

    [Fact]
    public async Task AWriteThatFails_LetsWatchersGoAndTellsNothing()
    {
        await using var database = NpgsqlDataSource.Create(_cluster.Database);
        var known = await RestAsync();
        var told = await ToldAsync();
        await using (var breaking = database.CreateCommand("UPDATE orleans_storage SET version = version + 1 WHERE grain_id_extension LIKE 'room/%'"))
            await breaking.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var watching = Call.WatchAsync(known, Long);

        await Assert.ThrowsAnyAsync<Exception>(() => Call.EndAsync("ana"));

        await watching.WaitAsync(TimeSpan.FromSeconds(2)); // else the activation that failed would live on for it
        Assert.Equal(told.Select(c => c.Revision), (await ToldAsync()).Select(c => c.Revision));
        Assert.True((await Call.EndAsync("ana"))!.EndRequested);
        Assert.True((await ToldAsync())[^1].EndRequested);
    }

    // Until nothing comes for a moment: a start is followed by the dispatch and the row.
    private async Task<CallPosition> RestAsync()
    {
        var (known, quiet) = (Start, false);
        while (!quiet)
        {
            var newest = (await Call.WatchAsync(known, TimeSpan.FromSeconds(1)))!;
            (known, quiet) = (newest, !newest.IsBeyond(known));
        }

        return known;
    }

    private async Task<IReadOnlyList<CallSnapshot>> ToldAsync()
    {
        var told = new List<CallSnapshot>();
        for (CallChanges? page = null; page is not { IsWhole: true };)
        {
            page = await _cluster.Queries.ChangesAsync(_room, new CallPosition(told.LastOrDefault()?.Revision ?? 0, long.MaxValue));
            told.AddRange(page.Calls);
        }

        return told;
    }

    private static string Json(CallSnapshot call) =>
        System.Text.Json.JsonSerializer.Serialize(call with { Revision = 0 }, Calls.CallJson.Options);

    private static IEnumerable<bool> Turns(IEnumerable<bool> values)
    {
        bool? last = null;
        foreach (var value in values.Where(v => v != last))
        {
            last = value;
            yield return value;
        }
    }
}
