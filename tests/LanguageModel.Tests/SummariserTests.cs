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
        var summary = HeuristicSummary.Of([]) with { Text = "From the model.", Source = SummarySource.Model };
        var model = new StubModel();
        model.Answer.SetResult(summary);

        var result = await Of(model).SummariseAsync(Model.Lines, Cancelled);

        Assert.Equal((summary, false, null), (result.Summary, result.Provisional, result.ModelFailure));
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

    private Summariser Of(ISummaryModel model) =>
        new(model, Options.Create(new SummariserOptions()), time, NullLogger<Summariser>.Instance);

    private sealed class StubModel : ISummaryModel
    {
        public TaskCompletionSource<CallSummary> Answer { get; } = new();

        public int Asked { get; private set; }

        public bool IsConfigured { get; init; } = true;

        public Task<CallSummary> SummariseAsync(IReadOnlyList<TranscriptLine> lines, CancellationToken cancellationToken)
        {
            Asked++;
            return Answer.Task;
        }
    }
}
