using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Summaries;
using OrleansCalls.Grains.Tests.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Grains.Tests;

/// <summary>Summaries that are asked for anew.</summary>
public sealed class RemadeSummaryTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly string _room = RoomName.For($"ana-{Guid.NewGuid():N}", DateTimeOffset.UnixEpoch);
    private readonly TestModel _model = new();
    private TestSandbox _sandbox = null!;
    private CallCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await TestSandbox.StartAsync();
        _cluster = await CallCluster.StartAsync(
            await postgres.CreateDatabaseAsync(), _sandbox.Options, change: services => services.AddSingleton<ISummaryModel>(_model));
        await Call.StartAsync(Starts.By("ana"));
        await _cluster.WhenAsync(_room, c => c.Status is CallStatus.InProgress);
        await Call.AppendTranscriptAsync([Starts.Said("1", "One is leaving.")]);
    }

    public async ValueTask DisposeAsync()
    {
        _model.Release();
        await _cluster.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    private ICallGrain Call => _cluster.Call(_room);

    [Fact]
    public async Task Anew_OfACallThatHasEnded_ReplacesSummaryRowAndMemory()
    {
        var before = await EndAsync();
        Assert.Equal("Answer 1, of 1 lines.", before.Summary!.Text);

        var receipt = await Call.RemakeSummaryAsync("ana");
        var call = await DoneAsync(receipt);

        Assert.Equal((1, null), (receipt!.Call.SummaryRequest!.Number, call.SummaryRequest!.Failure));
        Assert.Equal("Answer 2, of 1 lines.", call.Summary!.Text);
        Assert.Equal([(call.Summary.Text, call.Summary.Text)], await RowsAndMemoriesAsync());
        var told = await _cluster.Queries.TimelineAsync(_room);
        Assert.Contains(told, e => e is { What: "summary.requested", Cause: "ana" });
        Assert.Contains(told, e => e is { What: "summary.remade", Cause: "make-summary" });
    }

    [Fact]
    public async Task Anew_ModelDown_TheModelsSummaryStandsAndTheCallSaysWhy()
    {
        var before = await EndAsync();
        _model.Fails = true;

        var call = await DoneAsync(await Call.RemakeSummaryAsync("ana"));

        Assert.Equal((before.Summary!.Text, SummarySource.Model), (call.Summary!.Text, call.Summary.Source));
        Assert.Equal("away", call.SummaryRequest!.Failure);
        Assert.Equal([(before.Summary.Text, before.Summary.Text)], await RowsAndMemoriesAsync());
    }

    [Fact]
    public async Task Anew_ManyAtOnceAndOneMoreAfterwards_AreOne()
    {
        await EndAsync();
        _model.Hold();
        var receipts = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Call.RemakeSummaryAsync("ana")));
        _model.Release();
        await DoneAsync(receipts[0]);
        var later = await Call.RemakeSummaryAsync("ana");

        Assert.All(receipts.Append(later), r => Assert.Equal(1, r!.Call.SummaryRequest!.Number));
        Assert.Equal((2, 1), (_model.Asked, _model.MostAtOnce));
    }

    [Fact]
    public async Task Anew_ActivationLostWhileTheModelIsAsked_IsMadeAllTheSame()
    {
        await EndAsync();
        _model.Hold();
        await Call.RemakeSummaryAsync("ana");
        while (_model.Asked < 2)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);

        await _cluster.ForgetAsync(_room);
        _model.Release();

        var call = await _cluster.WhenAsync(_room, c => c.SummaryRequest is { IsOpen: false } && c.Phase is CallPhase.SummarySaved);
        Assert.Null(call.SummaryRequest!.Failure);
        Assert.NotEqual("Answer 1, of 1 lines.", call.Summary!.Text);
    }

    [Fact]
    public async Task Anew_WhileTheCallLives_IsOfWhatWasSaidSoFar()
    {
        var call = await DoneAsync(await Call.RemakeSummaryAsync("ana"));
        Assert.Equal(("Answer 1, of 1 lines.", CallStatus.InProgress), (call.Summary!.Text, call.Status));

        await Call.AppendTranscriptAsync([Starts.Said("2", "Call her.", Interfaces.Transcripts.Speaker.Fred)]);
        var receipt = await Call.RemakeSummaryAsync("ana");
        call = await DoneAsync(receipt);

        Assert.Equal((2, "Answer 2, of 2 lines."), (receipt!.Call.SummaryRequest!.Number, call.Summary!.Text));
        await EndAsync();
        Assert.Equal(2, _model.Asked); // it fits the transcript
    }

    [Fact]
    public async Task Anew_AsOftenAsItMayBe_IsRefused()
    {
        await EndAsync();
        await Call.ApplyAsync([new SummaryRequested(SummaryRequests.Most, DateTimeOffset.UnixEpoch), new SummaryRequestAnswered(SummaryRequests.Most, DateTimeOffset.UnixEpoch, null)]);

        var receipt = await Call.RemakeSummaryAsync("ana");

        Assert.True(receipt!.LimitReached);
        Assert.Equal((SummaryRequests.Most, false), (receipt.Call.SummaryRequest!.Number, receipt.Call.SummaryRequest.IsOpen));
        Assert.Equal(1, _model.Asked);
    }

    [Fact]
    public async Task Anew_OfNoCall_IsNull() =>
        Assert.Null(await _cluster.Call("nobody_fred-call_1").RemakeSummaryAsync("ana"));

    private async Task<CallSnapshot> EndAsync()
    {
        await Call.EndAsync("ana");
        return await _cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.Summary is not null);
    }

    private Task<CallSnapshot> DoneAsync(SummaryReceipt? receipt) => _cluster.WhenAsync(_room, c =>
        c.SummaryRequest is { IsOpen: false } done && done.Number >= receipt!.Call.SummaryRequest!.Number
        && (c.EndedAt is null || c.Phase is CallPhase.SummarySaved));

    private async Task<IReadOnlyList<(string Row, string Memory)>> RowsAndMemoriesAsync()
    {
        await using var database = NpgsqlDataSource.Create(_cluster.Database);
        await using var command = database.CreateCommand(
            "SELECT s.summary, m.content ->> 'content' FROM coaching_sessions s JOIN fred_episodic_memory m ON m.session_id = s.id::text");
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<(string, string)>();
        while (await reader.ReadAsync())
            found.Add((reader.GetString(0), reader.GetString(1)));
        return found;
    }
}
