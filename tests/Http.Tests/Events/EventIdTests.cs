using OrleansCalls.Grains.Interfaces.Changes;
using OrleansCalls.WebFront.Events;

namespace OrleansCalls.Http.Tests.Events;

public sealed class EventIdTests
{
    [Theory]
    [InlineData(0, 0, "0-0")]
    [InlineData(12, 3405, "12-3405")]
    [InlineData(int.MaxValue, long.MaxValue, "2147483647-9223372036854775807")]
    public void Id_OfAPosition_IsReadAsThatPosition(long version, long revision, string id)
    {
        Assert.Equal(id, EventIds.Of(new CallPosition(version, revision)));
        Assert.Equal(new CallPosition(version, revision), EventIds.Parse(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("-")]
    [InlineData("12-")]
    [InlineData("-12")]
    [InlineData("1-2-3")]
    [InlineData("-1-2")]
    [InlineData("1--2")]
    [InlineData("+1-2")]
    [InlineData("01-2")]
    [InlineData("1-02")]
    [InlineData(" 1-2")]
    [InlineData("1-2 ")]
    [InlineData("1.0-2")]
    [InlineData("1-9223372036854775808")]
    [InlineData("x-y")]
    [InlineData("\u0661-\u0662")]
    public void Parse_NoIdOfOurs_IsRefused(string text) => Assert.Null(EventIds.Parse(text));

    [Fact]
    public void Position_ThatIsAheadInEither_IsBeyond()
    {
        var random = new Random(1);
        for (var n = 0; n < 1000; n++)
        {
            CallPosition a = new(random.Next(4), random.Next(4)), b = new(random.Next(4), random.Next(4));
            Assert.Equal(a.Version > b.Version || a.Revision > b.Revision, a.IsBeyond(b));
            Assert.True(a == b || a.IsBeyond(b) || b.IsBeyond(a));
        }
    }
}
