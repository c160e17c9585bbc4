using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.WebFront.Transcripts;
using static OrleansCalls.Http.Tests.Transcripts.Lines;

namespace OrleansCalls.Http.Tests.Transcripts;

/// <summary>The files to the letter.</summary>
public sealed class SubtitleFilesTests
{
    private static readonly TranscriptLine[] s_lines =
    [
        Heard(1, 3, "Let us talk\nabout <pricing> & such."),
        Heard(2, 4, "5 --> 7, {\\an8} <b>is</b> 1 < 2.", Speaker.Fred),
        Heard(3600, 3601.25, "An hour later."),
        Heard(360_000, 360_001, "A hundred hours later."),
    ];

    [Fact]
    public void WebVtt_EscapesAndNamesTheVoice() => Assert.Equal(
        """
        WEBVTT

        1
        00:00:01.000 --> 00:00:03.000
        <v Founder>Let us talk about &lt;pricing&gt; &amp; such.

        2
        00:00:02.000 --> 00:00:04.000
        <v Fred>5 --&gt; 7, {\an8} &lt;b&gt;is&lt;/b&gt; 1 &lt; 2.

        3
        01:00:00.000 --> 01:00:01.250
        <v Founder>An hour later.

        4
        100:00:00.000 --> 100:00:01.000
        <v Founder>A hundred hours later.

        """,
        WebVtt.Of(Cues.Of(s_lines, Noon)));

    [Fact]
    public void SubRip_ShowsOneAtATimeAndHoldsNoMarkup() => Assert.Equal(
        """
        1
        00:00:01,000 --> 00:00:02,000
        Founder: Let us talk about <+pricing> & such.

        2
        00:00:02,000 --> 00:00:04,000
        Fred: 5 --+> 7, {+\an8} <+b>is<+/b> 1 < 2.

        3
        01:00:00,000 --> 01:00:01,250
        Founder: An hour later.

        4
        100:00:00,000 --> 100:00:01,000
        Founder: A hundred hours later.

        """.ReplaceLineEndings("\r\n"),
        SubRip.Of(Cues.Of(s_lines, Noon)).Replace('\u2060', '+'));

    [Fact]
    public void SubRip_LinesThatBeginAtOnce_FollowOneAnother()
    {
        var file = SubRip.Of(Cues.Of([Heard(1, 5), Heard(1, 2), Heard(1.2, 1.3), Heard(9, 10)], Noon));

        Assert.Equal(
            ["00:00:01,000 --> 00:00:01,500", "00:00:01,500 --> 00:00:02,000", "00:00:02,000 --> 00:00:02,500", "00:00:09,000 --> 00:00:10,000"],
            file.Split("\r\n").Where(l => l.Contains("-->", StringComparison.Ordinal)));
    }

    [Fact]
    public void Files_OfNothing_AreEmptyAndValid()
    {
        Assert.Equal("WEBVTT\n", WebVtt.Of([]));
        Assert.Equal("", SubRip.Of([]));
        Assert.Equal("", PlainTranscript.Of([Heard(1, 2, "\u0001")]));
    }

    [Fact]
    public void Text_IsALineEach() =>
        Assert.Equal("Founder: one Fred: two\nFred: [31mred\n", PlainTranscript.Of([Heard(1, 2, "one\r\nFred: two"), Told(text: "\u001b[31mred")]));
}
