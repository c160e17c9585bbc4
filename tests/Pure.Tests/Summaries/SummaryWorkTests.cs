using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries;
using OrleansCalls.Grains.Transcripts;
using static OrleansCalls.Pure.Tests.Transcripts.Spoken;

namespace OrleansCalls.Pure.Tests.Summaries;

/// <summary>When a summary is made once more, and what becomes of its evidence when not.</summary>
public sealed class SummaryWorkTests
{
    private static readonly ClientTranscript Client = new([Fred("Call her today.")], 5);

    [Fact]
    public async Task Make_ClientsLineHasBecomeASegment_TheSummaryStandsAndItsEvidenceFollows()
    {
        var known = await MakeAsync(new StoredTranscript([], Client, null), known: null);
        Assert.StartsWith("client-", known.Summary.Evidence!.NextActions[0][0].ClientLine, StringComparison.Ordinal);

        var again = await MakeAsync(
            new StoredTranscript([Segment("SG_1", "Call her today.", 7, Speaker.Fred)], Client, null),
            known with { Summary = known.Summary with { Text = "Kept." } });

        Assert.Equal(known.TranscriptHash, again.TranscriptHash);
        Assert.Equal("Kept.", again.Summary.Text);
        var line = Assert.Single(again.Summary.Evidence!.NextActions[0]);
        Assert.Equal(("SG_1", null, Noon.AddSeconds(7)), (line.SegmentId, line.ClientLine, line.StartedAt));
    }

    [Fact]
    public async Task Make_SummaryOfAVersionWithoutEvidence_IsMadeOnceMore()
    {
        var stored = new StoredTranscript([Segment("SG_1", "Call her today.", 7, Speaker.Fred)], null, null);
        var known = await MakeAsync(stored, known: null);

        var again = await MakeAsync(stored, known with { Summary = known.Summary with { Text = "Old.", Evidence = null } });

        Assert.NotEqual("Old.", again.Summary.Text);
        Assert.Equal("SG_1", again.Summary.Evidence!.NextActions[0][0].SegmentId);
    }

    [Fact]
    public async Task Make_ModelsSummaryWithoutEvidenceAndModelAway_Stands()
    {
        var stored = new StoredTranscript([Segment("SG_1", "Call her today.", 7, Speaker.Fred)], null, null);
        var rules = await MakeAsync(stored, known: null);
        var models = rules with { Summary = rules.Summary with { Text = "The model's.", Source = SummarySource.Model, Evidence = null } };

        var again = await MakeAsync(stored, models);
        var ofOtherWords = await MakeAsync(stored, models with { TranscriptHash = "another" });

        Assert.Equal(models.Summary, again.Summary);
        Assert.Equal(SummarySource.Heuristic, ofOtherWords.Summary.Source);
    }

    private static async Task<SummaryMade> MakeAsync(StoredTranscript stored, SummaryMade? known)
    {
        var time = TimeProvider.System;
        var summariser = new Summariser(
            new NoModel(), Options.Create(new SummariserOptions()), time, new SummaryMeter(new Meters()), NullLogger<Summariser>.Instance);
        var work = new SummaryWork(new Store(stored), summariser, new CallClock(time));
        var order = new WorkOrder("room", new CallState(), 1, new MakeSummary(known, AskModelAgain: false));
        return Assert.IsType<SummaryMade>(Assert.Single(await work.MakeAsync(order, (MakeSummary)order.Action, TestContext.Current.CancellationToken)));
    }

    private sealed class NoModel : ISummaryModel
    {
        public bool IsConfigured => false;

        public Task<SummaryDraft> SummariseAsync(IReadOnlyList<TranscriptLine> lines, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Store(StoredTranscript stored) : ITranscriptStore
    {
        public Task<StoredTranscript> ReadAsync(string room, CancellationToken cancellationToken) => Task.FromResult(stored);

        public Task<ClientTranscript?> ReadClientAsync(string room, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<AppendedSegments> AppendAsync(string room, IReadOnlyList<TranscriptSegment> segments, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> CountNewsAsync(string room, IReadOnlyList<TranscriptSegment> segments, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<long> NewestRevisionAsync(string room, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> SaveClientAsync(string room, ClientTranscript transcript, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
