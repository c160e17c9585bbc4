using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries;
using static OrleansCalls.Pure.Tests.Transcripts.Spoken;

namespace OrleansCalls.Pure.Tests.Summaries;

public sealed class CheckedSummaryTests
{
    private const string Generic = HeuristicSummary.GenericAction;

    private static readonly IReadOnlyList<TranscriptLine> Lines =
    [
        Founder("The largest customer is leaving.") with { SegmentId = "SG_1", StartedAt = Noon },
        Fred("Call her today.") with { SegmentId = "SG_2", StartedAt = Noon.AddSeconds(4) },
        Founder("And the price?") with { ClientLine = "client-1" },
        Fred("We agreed to keep the price.") with { SegmentId = "SG_4", StartedAt = Noon.AddSeconds(9) },
    ];

    [Fact]
    public void Of_ItemsThatTheirLinesCarry_KeepsThemWithTheirEvidence()
    {
        var made = CheckedSummary.Of(Draft([new("Keep the price.", [4, 3])], [new("Call her today.", [2])]), Lines);

        Assert.Equal(("They spoke.", SummarySource.Model), (made.Summary.Text, made.Summary.Source));
        Assert.Equal(["Keep the price."], made.Summary.Decisions);
        Assert.Equal(["Call her today.", Generic, Generic], made.Summary.NextActions);
        Assert.Equal(
            [
                new EvidenceLine { Line = 3, ClientLine = "client-1" },
                new EvidenceLine { Line = 4, SegmentId = "SG_4", StartedAt = Noon.AddSeconds(9) },
            ],
            Assert.Single(made.Summary.Evidence!.Decisions));
        Assert.Equal([1, 0, 0], made.Summary.Evidence.NextActions.Select(lines => lines.Count));
        Assert.Equal((0, 0, 0), (made.Summary.Evidence.DroppedDecisions, made.Summary.Evidence.DroppedNextActions, made.Dropped));
    }

    public static TheoryData<int[], ItemVerdict> Citations => new()
    {
        { [2], ItemVerdict.Kept },
        { [2, 2, 2], ItemVerdict.Kept },
        { [99, 2, -1], ItemVerdict.Kept },
        { [4], ItemVerdict.NotCarried },
        { [], ItemVerdict.Uncited },
        { [0], ItemVerdict.Uncited },
        { [-2], ItemVerdict.Uncited },
        { [5], ItemVerdict.Uncited },
        { [int.MaxValue, int.MinValue], ItemVerdict.Uncited },
    };

    [Theory]
    [MemberData(nameof(Citations))]
    public void Of_Citations_CountOnlyWhenTheyAreOfALine(int[] cited, ItemVerdict verdict)
    {
        var made = CheckedSummary.Of(Draft([], [new("Call her today.", cited)]), Lines);

        Assert.Equal([verdict], made.NextActions);
        Assert.Equal(verdict is ItemVerdict.Kept ? 1 : 0, made.Summary.Evidence!.NextActions[0].Count);
        Assert.Equal([verdict is ItemVerdict.Kept ? "Call her today." : Generic, Generic, Generic], made.Summary.NextActions);
        Assert.Equal(verdict is ItemVerdict.Kept ? 0 : 1, made.Summary.Evidence.DroppedNextActions);
    }

    [Fact]
    public void Of_ALineWhoseNeighbourSaysIt_NamesBoth()
    {
        var made = CheckedSummary.Of(Draft([new("Keep the price.", [4])], [new("Call her today.", [3])]), Lines);

        Assert.Equal([2, 3], made.Summary.Evidence!.NextActions[0].Select(line => line.Line)); // and not the other neighbour
        Assert.Equal([4], made.Summary.Evidence.Decisions[0].Select(line => line.Line)); // which needs none
    }

    [Fact]
    public void Of_ManyCitations_TheFirstFiveCount()
    {
        TranscriptLine[] lines = [.. Enumerable.Range(1, 20).Select(n => Fred($"word{(char)('a' + n)}")), Fred("Call her today.")];

        var all = CheckedSummary.Of(Draft([new("Call her today.", [.. Enumerable.Range(1, 21)])], []), lines);
        var few = CheckedSummary.Of(Draft([new("Call her today.", [21, .. Enumerable.Range(1, 20)])], []), lines);

        Assert.Equal([ItemVerdict.NotCarried], all.Decisions);
        Assert.Equal([1, 2, 3, 4, 21], few.Summary.Evidence!.Decisions[0].Select(line => line.Line));
    }

    [Fact]
    public void Of_Inventions_AreLeftOutAndCountedByKind()
    {
        var made = CheckedSummary.Of(
            Draft(
                [new("Sell the company.", [4]), new("Keep the price.", [4]), new("Hire a lawyer.", [])],
                [new("Write a novel.", [2]), new("Call her today.", [2]), new("Rest.", [9])]),
            Lines);

        Assert.Equal(["Keep the price."], made.Summary.Decisions);
        Assert.Equal(["Call her today.", Generic, Generic], made.Summary.NextActions);
        Assert.Equal([ItemVerdict.NotCarried, ItemVerdict.Kept, ItemVerdict.Uncited], made.Decisions);
        Assert.Equal([ItemVerdict.NotCarried, ItemVerdict.Kept, ItemVerdict.Uncited], made.NextActions);
        Assert.Equal((2, 2, 4), (made.Summary.Evidence!.DroppedDecisions, made.Summary.Evidence.DroppedNextActions, made.Dropped));
        Assert.Equal(made.Summary.Decisions.Count, made.Summary.Evidence.Decisions.Count);
        Assert.Equal(3, made.Summary.Evidence.NextActions.Count);
    }

    [Fact]
    public void Of_TheGenericAction_NeedsNoEvidenceAndIsNotCounted()
    {
        var made = CheckedSummary.Of(Draft([], [new(Generic.ToUpperInvariant(), []), new("Call her today.", [2])]), Lines);

        Assert.Equal(["Call her today.", Generic, Generic], made.Summary.NextActions);
        Assert.Equal(0, made.Summary.Evidence!.DroppedNextActions);
        Assert.Equal([ItemVerdict.Kept], made.NextActions);
    }

    private static SummaryDraft Draft(IReadOnlyList<DraftItem> decisions, IReadOnlyList<DraftItem> actions) =>
        new() { Text = "They spoke.", Decisions = decisions, NextActions = actions };
}
