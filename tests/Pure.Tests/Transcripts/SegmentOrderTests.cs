using FsCheck.Xunit;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Transcripts;
using static OrleansCalls.Pure.Tests.Transcripts.Spoken;

namespace OrleansCalls.Pure.Tests.Transcripts;

public sealed class SegmentOrderTests
{
    private static readonly string[] Texts = ["", "a", "b", "\uFF5E", "\U0001F44D"];

    [Fact]
    public void Standing_Final_BeatsALaterOneThatIsNot()
    {
        var final = Segment("a", "a");

        Assert.Equal(final, SegmentOrder.Standing(final, Segment("a", "z") with { Final = false, EndedAt = Noon }));
    }

    [Fact]
    public void Standing_BothFinal_LaterEndBeatsGreaterTextAndNone()
    {
        var later = Segment("a", "a") with { EndedAt = Noon.AddSeconds(2) };

        Assert.Equal(later, SegmentOrder.Standing(Segment("a", "z") with { EndedAt = Noon.AddSeconds(1) }, later));
        Assert.Equal(later, SegmentOrder.Standing(later, Segment("a", "z")));
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("Z", "a")]
    [InlineData("\uFF5E", "\U0001F44D")]
    public void Standing_SameEnd_GreaterTextByBytesStands(string lesser, string greater) =>
        Assert.Equal(greater, SegmentOrder.Standing(Segment("a", greater), Segment("a", lesser)).Text);

    [Property(MaxTest = 5_000)]
    public bool Standing_Two_EitherOrder(byte one, byte other) =>
        SegmentOrder.Standing(Any(one), Any(other)) == SegmentOrder.Standing(Any(other), Any(one));

    [Property(MaxTest = 5_000)]
    public bool Standing_Three_AnyGrouping(byte one, byte other, byte third) =>
        SegmentOrder.Standing(SegmentOrder.Standing(Any(one), Any(other)), Any(third))
        == SegmentOrder.Standing(Any(one), SegmentOrder.Standing(Any(other), Any(third)));

    [Property]
    public bool Standing_Itself_Stands(byte one) => SegmentOrder.Standing(Any(one), Any(one)) == Any(one);

    // A byte reaches all 120 of them, so that ties in all but one place are common.
    private static TranscriptSegment Any(byte seed) =>
        Segment("a", Texts[seed % 5], seed / 5 % 2, (Speaker)(seed / 10 % 2)) with
        {
            Final = seed / 20 % 2 is 0,
            EndedAt = seed / 40 % 3 is var end && end is 0 ? null : Noon.AddSeconds(end),
        };
}
