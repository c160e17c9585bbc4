using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries;
using OrleansCalls.Pure.Tests.Worlds;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Summaries;

/// <summary>What comes of a summary that is asked for anew, by what the model does and what is there already.</summary>
public class RemadeSummaryTests
{
    private static readonly SummaryDraft s_models = new() { Text = "Made anew.", Decisions = [], NextActions = [] };

    private readonly WorldClock _clock = new(At(100));
    private readonly World _world;

    public RemadeSummaryTests() => _world = new World(_clock, new Random(2)); // one that loses no request

    [Fact]
    public async Task Anew_TranscriptUnchanged_TheModelIsAskedAllTheSame()
    {
        var known = await KnownAsync(SummarySource.Model);

        var events = await MakeAsync(known, () => s_models);

        var made = Assert.IsType<SummaryMade>(events[0]);
        Assert.Equal(("Made anew.", SummarySource.Model, At(100)), (made.Summary.Text, made.Summary.Source, made.AsOf));
        Assert.Equal(new SummaryRequestAnswered(1, At(100), null), events[1]);
    }

    [Fact]
    public async Task Anew_ModelDown_ItsSummaryStandsAndIsReadOnceMore()
    {
        var known = await KnownAsync(SummarySource.Model);

        var events = await MakeAsync(known, () => throw new SummaryModelException("the model's server answered 503"));

        Assert.Equal([known with { AsOf = At(100) }, new SummaryRequestAnswered(1, At(100), "the model's server answered 503")], events);
    }

    [Fact]
    public async Task Anew_ModelDownAndNewWords_ItsSummaryStandsAndIsNotSaidToKnowThem()
    {
        var known = await KnownAsync(SummarySource.Model);
        await SayAsync("2", "There is more.");

        var events = await MakeAsync(known, () => throw new SummaryModelException("away"));

        Assert.Equal([new SummaryRequestAnswered(1, At(100), "away")], events);
    }

    [Fact]
    public async Task Anew_ModelDownAndTheRulesAtHand_IsTheRulesAndTheModelIsAskedLater()
    {
        var events = await MakeAsync(await KnownAsync(SummarySource.Heuristic), () => throw new SummaryModelException("away"));

        var made = Assert.IsType<SummaryMade>(events[0]);
        Assert.Equal((SummarySource.Heuristic, true), (made.Summary.Source, made.Provisional));
        Assert.Equal(new SummaryRequestAnswered(1, At(100), "away"), events[1]);
    }

    [Fact]
    public async Task Anew_NoModelAnyMore_TheModelsSummaryStands()
    {
        var known = await KnownAsync(SummarySource.Model);

        var events = await MakeAsync(known, model: null);

        Assert.Equal([known with { AsOf = At(100) }, new SummaryRequestAnswered(1, At(100), "no model is configured")], events);
    }

    [Fact]
    public async Task Anew_NoModel_IsTheRulesAndFinal()
    {
        await SayAsync("1", "One is leaving.");

        var events = await MakeAsync(known: null, model: null);

        var made = Assert.IsType<SummaryMade>(events[0]);
        Assert.Equal((SummarySource.Heuristic, false), (made.Summary.Source, made.Provisional));
        Assert.Equal(new SummaryRequestAnswered(1, At(100), null), events[1]);
    }

    private async Task SayAsync(string id, string text) => await _world.AppendAsync(
        "r", [new TranscriptSegment { Id = id, Speaker = Speaker.User, Text = text, StartedAt = At(5), Final = true }], CancellationToken.None);

    private async Task<SummaryMade> KnownAsync(SummarySource source)
    {
        await SayAsync("1", "One is leaving.");
        var lines = _world.Transcript.Assemble();
        return Summary(50, source) with { TranscriptHash = TranscriptText.Hash(lines), Lines = lines.Count };
    }

    private Task<IReadOnlyList<CallEvent>> MakeAsync(SummaryMade? known, Func<SummaryDraft>? model)
    {
        var summariser = new Summariser(new ToldModel(model), Options.Create(new SummariserOptions()), _clock, new SummaryMeter(new Meters()), NullLogger<Summariser>.Instance);
        var action = new MakeSummary(known, AskModelAgain: false, Request: 1);
        return new SummaryWork(_world, summariser, new CallClock(_clock)).MakeAsync(
            new WorkOrder("r", After(Requested, Created), 1, action), action, CancellationToken.None);
    }

    private sealed class ToldModel(Func<SummaryDraft>? answer) : ISummaryModel
    {
        public bool IsConfigured => answer is not null;

        public Task<SummaryDraft> SummariseAsync(IReadOnlyList<TranscriptLine> lines, CancellationToken cancellationToken) =>
            Task.FromResult(answer!());
    }
}
