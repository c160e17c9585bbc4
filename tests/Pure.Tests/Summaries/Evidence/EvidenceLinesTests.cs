using System.Globalization;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries;
using OrleansCalls.Grains.Summaries.Evidence;
using static OrleansCalls.Pure.Tests.Transcripts.Spoken;

namespace OrleansCalls.Pure.Tests.Summaries.Evidence;

public sealed class EvidenceLinesTests
{
    [Theory]
    [InlineData("2026-03-04T12:00:05Z", "2026-03-04T12:00:05Z")]
    [InlineData("2026-03-04T12:00:05.250Z", "2026-03-04T12:00:05.250Z")]
    [InlineData("2026-03-04T13:00:05+01:00", "2026-03-04T12:00:05Z")]
    [InlineData("2026-03-04T12:00:05", null)] // of which zone?
    [InlineData("2026-03-04", null)]
    [InlineData("12:00:05", null)]
    [InlineData("1772625605000", null)] // since when, and in what?
    [InlineData("around noon, I think, or +1", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Of_AClientsLine_HasATimeOnlyWhereItIsCertain(string? timestamp, string? time) =>
        Assert.Equal(
            time is null ? null : DateTimeOffset.Parse(time, CultureInfo.InvariantCulture),
            EvidenceLines.Of([Founder("Hello.") with { Timestamp = timestamp }], 0).StartedAt);

    [Fact]
    public void Of_ASegment_HasItsOwnTime() =>
        Assert.Equal(Noon, EvidenceLines.Of([Founder("Hello.") with { StartedAt = Noon, Timestamp = "2026-03-04T12:00:05Z" }], 0).StartedAt);

    [Fact]
    public void AreAsKnown_ALineFromElsewhere_TheyAreNot()
    {
        TranscriptLine[] lines = [Fred("Call her today.") with { SegmentId = "SG_1" }, Fred("Send me the list.") with { SegmentId = "SG_2" }];
        var summary = HeuristicSummary.Of(lines);

        Assert.True(EvidenceLines.AreAsKnown(summary, lines));
        Assert.False(EvidenceLines.AreAsKnown(summary, [lines[0] with { SegmentId = "SG_0" }, lines[1]]));
        Assert.False(EvidenceLines.AreAsKnown(summary, [lines[0], lines[1] with { SegmentId = "SG_3" }]));
        Assert.True(EvidenceLines.AreAsKnown(summary with { Evidence = null }, []));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void AreAsKnown_ALineThatThereIsNot_StaysAsItIs(int line)
    {
        TranscriptLine[] lines = [Fred("Call her today."), Fred("Send me the list.")];
        var known = HeuristicSummary.Of(lines);
        var summary = known with { Evidence = known.Evidence! with { NextActions = [[new EvidenceLine { Line = line, SegmentId = "SG_9" }]] } };

        Assert.True(EvidenceLines.AreAsKnown(summary, lines));
        Assert.Equal("SG_9", Assert.Single(Assert.Single(EvidenceLines.Renewed(summary, lines).Evidence!.NextActions)).SegmentId);
    }

    [Fact]
    public void Renewed_SameWordsFromElsewhere_TellsOfThemAsTheyAreNow()
    {
        var before = HeuristicSummary.Of([Fred("Call her today.") with { ClientLine = "client-1" }]);

        var after = EvidenceLines.Renewed(before, [Fred("Call her today.") with { SegmentId = "SG_1", StartedAt = Noon }]);

        Assert.Equal(new EvidenceLine { Line = 1, SegmentId = "SG_1", StartedAt = Noon }, Assert.Single(after.Evidence!.NextActions[0]));
        Assert.Equal([1, 0, 0], after.Evidence.NextActions.Select(lines => lines.Count));
    }

    [Fact]
    public void Renewed_NoEvidence_ChangesNothing()
    {
        var old = HeuristicSummary.Of([]) with { Evidence = null };

        Assert.Same(old, EvidenceLines.Renewed(old, []));
    }

    [Fact]
    public void Heuristic_QuotesHaveTheirLineAsEvidence()
    {
        var summary = HeuristicSummary.Of(
        [
            Fred("Hello.") with { SegmentId = "SG_1" },
            Founder("You should call her.") with { SegmentId = "SG_2" },
            Fred("Good. Decision made: no discounts. Write it down.") with { SegmentId = "SG_3", StartedAt = Noon },
            Fred("Send me the list.") with { ClientLine = "client-1" },
        ]);

        Assert.Equal([new EvidenceLine { Line = 3, SegmentId = "SG_3", StartedAt = Noon }], Assert.Single(summary.Evidence!.Decisions));
        Assert.Equal(["Write it down.", "Send me the list.", HeuristicSummary.GenericAction], summary.NextActions);
        Assert.Equal(
            ["SG_3", "client-1", ""],
            summary.Evidence.NextActions.Select(lines => string.Concat(lines.Select(line => line.SegmentId ?? line.ClientLine))));
        Assert.Equal((0, 0), (summary.Evidence.DroppedDecisions, summary.Evidence.DroppedNextActions));
    }
}
