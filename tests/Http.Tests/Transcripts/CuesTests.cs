using System.Globalization;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.WebFront.Transcripts;
using static OrleansCalls.Http.Tests.Transcripts.Lines;

namespace OrleansCalls.Http.Tests.Transcripts;

/// <summary>When a line is shown. "Hello." takes 0.76 s where nobody told its end.</summary>
public sealed class CuesTests
{
    [Fact]
    public void Segments_CountFromTheBeginningOfTheMedia() =>
        Assert.Equal([(1, 3), (3.5, 4.25)], Times(Cues.Of([Heard(3, 5), Heard(5.5, 6.25)], At(2))));

    [Fact]
    public void Segment_BetweenMilliseconds_IsRoundedToWholeOnes() =>
        Assert.Equal([(1.003, 4)], Times(Cues.Of([Heard(1.0029, 3.9999)], Noon)));

    [Fact]
    public void Segments_ThatOverlap_KeepTheirTimes() =>
        Assert.Equal([(1, 5), (2, 3), (2, 9)], Times(Cues.Of([Heard(1, 5), Heard(2, 3), Heard(2, 9)], Noon)));

    [Fact]
    public void Segment_WithoutAnEnd_LastsAsLongAsItsWordsTake_OrUntilTheNext()
    {
        Assert.Equal([(1, 1.76)], Times(Cues.Of([Heard(1, null)], Noon)));
        Assert.Equal([(1, 1.6), (1.6, 3)], Times(Cues.Of([Heard(1, null), Heard(1.6, 3)], Noon)));
        Assert.Equal((1, 11), Times(Cues.Of([Heard(1, null, new string('x', 8000))], Noon))[0]);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.1)]
    public void Segment_TooShortToRead_IsShownForHalfASecond(double end) =>
        Assert.Equal([(1, 1.5), (1.2, 3)], Times(Cues.Of([Heard(1, end), Heard(1.2, 3)], Noon)));

    [Fact]
    public void ClientsLine_WithATimeThatCannotBeMisread_IsThere()
    {
        Assert.Equal(2, Start(Told("2026-05-04T14:00:02+02:00")));
        Assert.Equal(2.5, Start(Told(At(2.5).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture))));
        foreach (var ambiguous in new[] { "00:02", "14:00:02", "2", "1777896002", "2026-05-04T12:00:02", "noon", "", "9999999999999999" })
            Assert.Equal(0, Start(Told(ambiguous)));

        static double Start(TranscriptLine line) => Times(Cues.Of([line], Noon))[0].Start;
    }

    [Fact]
    public void ClientsLine_WhoseClockIsOff_MovesNoSegment()
    {
        string early = "2026-05-04T11:00:00Z", late = "2026-05-04T13:00:00Z";

        Assert.Equal([5, 5, 9], Starts(Heard(5, 6), Told(early), Heard(9, 10)));
        Assert.Equal([5, 9, 9], Starts(Heard(5, 6), Told(late), Heard(9, 10)));
        Assert.Equal([5, 9, 9, 9, 3600], Starts(Heard(5, 6), Told(late), Told(early), Heard(9, 10), Told(late)));
    }

    [Fact]
    public void ClientsLines_WithoutATime_FollowTheLineBefore() => // 0.76 s each
        Assert.Equal([5, 6, 6.76, 20], Starts(Heard(5, 6), Told(), Told(), Heard(20, 21)));

    [Fact]
    public void ClientsLines_WithLittleTimeBetweenSegments_ShareIt() =>
        Assert.Equal([5, 6, 6.5, 7], Starts(Heard(5, 6), Told(), Told(), Heard(7, 8)));

    [Fact]
    public void ClientsLines_BetweenSegmentsThatOverlap_BeginWithTheLater() =>
        Assert.Equal([5, 6, 6, 6], Starts(Heard(5, 9), Told(), Told(), Heard(6, 8)));

    [Fact]
    public void ClientsLines_AfterAll_FollowOneAnother() => Assert.Equal([5, 6, 6.76], Starts(Heard(5, 6), Told(), Told()));

    [Fact]
    public void ClientsLines_BeforeAll_EndWhereTheFirstSegmentBegins_ButBeginWithTheMedia()
    {
        Assert.Equal([8.48, 9.24, 10], Starts(Told(), Told(), Heard(10, 11)));
        Assert.Equal([0, 0.5, 1], Starts(Told(), Told(), Heard(1, 2)));
        Assert.Equal([-1.52, -0.76, 0], Starts(Told(), Told(), Heard(0, 2)));
        Assert.Equal([0, 0.76], Starts(Told(), Told()));
    }

    [Fact]
    public void Lines_WithoutAWordToShow_AreLeftOut() =>
        Assert.Equal(["a b"], Cues.Of([Heard(1, 2, " \u0001\r\n\u0085 "), Heard(2, 3, "a\r\n\r\nb\u0007")], Noon).Select(c => c.Text));

    [Fact]
    public void FromZero_WhatWasSaidBefore_IsAtTheBeginning() =>
        Assert.Equal([(0, 0.5), (0, 2), (1, 2)], Times(Cues.Of([Heard(-9, -8), Heard(-1, 2), Heard(1, 2)], Noon).FromZero()));

    [Fact]
    public void Within_IsWhatIsHeardThen_WithItsOwnTimes() => Assert.Equal(
        [(0, 1), (1, 2), (4, 7)],
        Times(Cues.Of([Heard(-9, -8), Heard(1, 10), Heard(8, 11), Heard(11, 12), Heard(14, 17), Heard(15, 16)], Noon)
            .Within(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15))));

    private static (double Start, double End)[] Times(IReadOnlyList<Cue> cues) => [.. cues.Select(c => (c.Start.TotalSeconds, c.End.TotalSeconds))];

    private static double[] Starts(params TranscriptLine[] lines) => [.. Times(Cues.Of(lines, Noon)).Select(t => t.Start)];
}
