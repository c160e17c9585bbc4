using OrleansCalls.Grains.Interfaces.Transcripts;
using static OrleansCalls.Pure.Tests.Transcripts.Spoken;

namespace OrleansCalls.Pure.Tests.Transcripts;

public sealed class TranscriptTextTests
{
    [Fact]
    public void Of_Lines_AreOneLineEach() =>
        Assert.Equal(
            "Founder: one two three\nFred: Call her.",
            TranscriptText.Of([Founder("one\r\n two \u2028three\n"), Fred("Call her.")]));

    [Fact]
    public void Of_Nothing_IsEmpty() => Assert.Equal("", TranscriptText.Of([]));

    [Fact]
    public void Hash_TimesAndIds_DoNotCount() =>
        Assert.Equal(
            TranscriptText.Hash([Founder("a")]),
            TranscriptText.Hash([Founder("a") with { SegmentId = "S1", Timestamp = "12:00", Final = false }]));

    [Fact]
    public void Hash_WhoWhatAndOrder_Count()
    {
        string[] hashes =
        [
            TranscriptText.Hash([]),
            TranscriptText.Hash([Founder("ab")]),
            TranscriptText.Hash([Fred("ab")]),
            TranscriptText.Hash([Founder("a"), Founder("b")]),
            TranscriptText.Hash([Founder("b"), Founder("a")]),
            TranscriptText.Hash([Founder("auser:b")]),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.All(hashes, hash => Assert.Matches("^[0-9a-f]{64}$", hash));
    }
}
