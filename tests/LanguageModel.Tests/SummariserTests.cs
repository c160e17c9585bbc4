using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries;
using static OrleansCalls.LanguageModel.Tests.ModelAnswers;

namespace OrleansCalls.LanguageModel.Tests;

public sealed class SummariserTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider time = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private IMeterFactory Meters => services.GetRequiredService<IMeterFactory>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Summarise_NoModel_HeuristicIsFinal()
    {
        var result = await Of(new StubModel { IsConfigured = false }).SummariseAsync(Model.Lines, Cancelled);

        Assert.Equal((SummarySource.Heuristic, false, null), (result.Summary.Source, result.Provisional, result.ModelFailure));
    }

    [Fact]
    public async Task Summarise_NothingSaid_ModelIsNotAsked()
    {
        var model = new StubModel();

        var result = await Of(model).SummariseAsync([], Cancelled);

        Assert.Equal((HeuristicSummary.NothingSaid, false), (result.Summary.Text, result.Provisional));
        Assert.Equal(0, model.Asked);
    }

    [Fact]
    public async Task Summarise_ModelAnswers_ItsSummaryStands()
    {
        var model = new StubModel();
        model.Answer.SetResult(Draft());

        var result = await Of(model).SummariseAsync(Model.Lines, Cancelled);

        Assert.Equal(("From the model.", SummarySource.Model), (result.Summary.Text, result.Summary.Source));
        Assert.Equal((false, null), (result.Provisional, result.ModelFailure));
    }

    [Fact]
    public async Task Summarise_ModelInvents_LeavesItOutAndCountsIt()
    {
        var counted = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == Meters && instrument.Name == "orleans_calls.summary_items")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => counted.Add($"{value} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        listener.Start();
        var model = new StubModel();
        model.Answer.SetResult(Draft(new("Call her today.", [2]), new("Sell the company.", [2]), new("Call her today.", [])) with
        {
            NextActions = [new("Call her today.", [7])],
        });

        var result = await Of(model).SummariseAsync(Model.Lines, Cancelled);

        Assert.Equal(["Call her today."], result.Summary.Decisions);
        Assert.Equal(Enumerable.Repeat(HeuristicSummary.GenericAction, 3), result.Summary.NextActions);
        Assert.Equal(["1 decision kept", "1 decision not_carried", "1 decision uncited", "1 next_action uncited"], counted);
    }

    [Fact]
    public async Task Summarise_ModelFails_HeuristicIsProvisionalWithTheReason()
    {
        var model = new StubModel();
        model.Answer.SetException(new SummaryModelException("it refused"));

        var result = await Of(model).SummariseAsync(Model.Lines, Cancelled);

        Assert.Equal((SummarySource.Heuristic, true, "it refused"), (result.Summary.Source, result.Provisional, result.ModelFailure));
    }

    [Fact]
    public async Task Summarise_ModelDeafToItsToken_EndsAtTheLimitAndNotBefore()
    {
        var pending = Of(new StubModel()).SummariseAsync(Model.Lines, Cancelled);

        time.Advance(Limit - TimeSpan.FromMilliseconds(1));
        Assert.False(pending.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        var result = await pending;
        Assert.Equal((SummarySource.Heuristic, true, "no answer within 20 s"), (result.Summary.Source, result.Provisional, result.ModelFailure));
    }

    [Fact]
    public async Task Summarise_ServerHangs_EndsAtTheLimit()
    {
        await using var server = await ModelServer.StartAsync(Hang);
        await using var services = Model.At(server.BaseUrl, time);

        var pending = services.GetRequiredService<Summariser>().SummariseAsync(Model.Lines, Cancelled);
        await server.Asked.WaitAsync(Cancelled);
        time.Advance(Limit);

        Assert.Equal("no answer within 20 s", (await pending).ModelFailure);
    }

    [Fact]
    public async Task Summarise_CallerCancels_PassesThrough()
    {
        using var caller = new CancellationTokenSource();
        var pending = Of(new StubModel()).SummariseAsync(Model.Lines, caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
    }

    private static SummaryDraft Draft(params DraftItem[] decisions) => new() { Text = "From the model.", Decisions = decisions, NextActions = [] };

    private Summariser Of(ISummaryModel model) =>
        new(model, Options.Create(new SummariserOptions()), time, new SummaryMeter(Meters), NullLogger<Summariser>.Instance);

    private sealed class StubModel : ISummaryModel
    {
        public TaskCompletionSource<SummaryDraft> Answer { get; } = new();

        public int Asked { get; private set; }

        public bool IsConfigured { get; init; } = true;

        public Task<SummaryDraft> SummariseAsync(IReadOnlyList<TranscriptLine> lines, CancellationToken cancellationToken)
        {
            Asked++;
            return Answer.Task;
        }
    }
}
