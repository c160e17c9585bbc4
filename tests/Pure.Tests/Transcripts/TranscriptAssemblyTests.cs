using System.Diagnostics;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Transcripts;
using static OrleansCalls.Pure.Tests.Transcripts.Spoken;

namespace OrleansCalls.Pure.Tests.Transcripts;

public sealed class TranscriptAssemblyTests
{
    [Fact]
    public void Assemble_SegmentsInAnyOrder_StandByStartThenId()
    {
        var transcript = TranscriptAssembly.Assemble([Segment("b", "two", 1), Segment("C", "three", 2), Segment("a", "one", 1)], []);

        Assert.Equal(["one", "two", "three"], transcript.Select(line => line.Text));
    }

    [Fact]
    public void Assemble_Segment_KeepsItsIdTimesAndFinality()
    {
        var segment = Segment("a", "one") with { EndedAt = Noon.AddSeconds(1), Final = false };

        var line = Assert.Single(TranscriptAssembly.Assemble([segment], []));

        Assert.Equal(("a", "2026-03-04T12:00:00.000Z", false), (line.SegmentId, line.Timestamp, line.Final));
        Assert.Equal((segment.StartedAt, segment.EndedAt), (line.StartedAt, line.EndedAt));
    }

    [Fact]
    public void Assemble_BlankSegmentsAndLines_AreLeftOut() =>
        Assert.Empty(TranscriptAssembly.Assemble([Segment("a", ""), Segment("b", " \n")], [Founder("\t")]));

    [Theory]
    [InlineData("I'm leaving.", "i’m   leaving")]
    [InlineData("Café, naïve", "cafe\u0301 nai\u0308ve")]
    [InlineData("Ａｓｋ　ｗｈｙ！", "ask why")]
    [InlineData("straße", "STRASSE")]
    [InlineData("ﬁne", "Fine")]
    [InlineData("\u201cGo\u200b\u201d \u2014 now", "go now")]
    public void Assemble_SameWordsWrittenOtherwise_StandOnceAsTheSegmentHasThem(string segment, string line)
    {
        var said = Assert.Single(TranscriptAssembly.Assemble([Segment("a", segment)], [Founder(line)]));

        Assert.Equal((segment, "a"), (said.Text, said.SegmentId));
    }

    [Theory]
    [InlineData("कि", "कु")]
    [InlineData("?", "!")]
    [InlineData("👍", "👎")]
    public void Assemble_DifferentWords_StandBoth(string segment, string line) =>
        Assert.Equal(2, TranscriptAssembly.Assemble([Segment("a", segment)], [Founder(line)]).Count);

    [Fact]
    public void Assemble_SameWordsOfTheOther_StandBoth() =>
        Assert.Equal(2, TranscriptAssembly.Assemble([Segment("a", "yes")], [Fred("yes")]).Count);

    [Fact]
    public void Assemble_UnmatchedLines_StandByTheirMatchedNeighbours()
    {
        TranscriptSegment[] segments = [Segment("a", "A", 0), Segment("b", "B", 1), Segment("c", "C", 2), Segment("d", "D", 3)];
        TranscriptLine[] lines = [Founder("first"), Founder("b"), Founder("after b"), Founder("d"), Founder("last")];

        var transcript = TranscriptAssembly.Assemble(segments, lines);

        Assert.Equal(["A", "first", "B", "after b", "C", "D", "last"], transcript.Select(line => line.Text));
    }

    [Fact]
    public void Assemble_NothingMatches_LinesFollowTheSegments() =>
        Assert.Equal(
            ["A", "x", "y"],
            TranscriptAssembly.Assemble([Segment("a", "A")], [Founder("x"), Founder("y")]).Select(line => line.Text));

    [Fact]
    public void MergeClientLines_EarlierAndLaterLines_FindTheirPlaces()
    {
        TranscriptLine[] stored = [Founder("c"), Fred("d")];

        var merged = TranscriptAssembly.MergeClientLines(stored, [Founder("b"), Founder("C!"), Fred("new"), Fred("d"), Fred("e")]);

        Assert.Equal(["b", "c", "new", "d", "e"], merged.Select(line => line.Text));
    }

    [Fact]
    public void Assemble_LongestCall_IsQuickWhateverWasSaid()
    {
        var segments = Segments([.. Enumerable.Range(0, 20_000).Select(i => (byte)(i * 7))]);
        var lines = Lines([.. Enumerable.Range(0, 500).Select(i => (byte)(i * 13))]);
        TranscriptAssembly.Assemble(segments, lines);

        var clock = Stopwatch.StartNew();
        var transcript = TranscriptAssembly.Assemble(segments, lines);

        Assert.InRange(clock.ElapsedMilliseconds, 0, 1_000); // 6 to 60 ms, optimised
        Assert.Equal(20_000, transcript.Count);
    }
}
