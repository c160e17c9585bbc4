using OrleansCalls.Grains;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

public class TimesTests
{
    [Fact]
    public void Unknown_GivesWayToWhatIsKnown()
    {
        Assert.Equal(At(1), Times.Later(null, At(1)));
        Assert.Equal(At(1), Times.Later(At(1), null));
        Assert.Equal(At(1), Times.Earlier(null, At(1)));
        Assert.Equal(At(1), Times.Earlier(At(1), null));
        Assert.Equal(1, Times.Greater((int?)null, 1));
        Assert.Equal(1, Times.Greater(1, (int?)null));
        Assert.Null(Times.Greater((int?)null, null));
        Assert.Equal("a", Times.Greater(null, "a"));
        Assert.Equal("a", Times.Greater("a", null));
    }

    [Fact]
    public void Known_AreCompared()
    {
        Assert.Equal(At(2), Times.Later(At(1), At(2)));
        Assert.Equal(At(2), Times.Later(At(2), At(1)));
        Assert.Equal(At(1), Times.Earlier(At(1), At(2)));
        Assert.Equal(At(1), Times.Earlier(At(2), At(1)));
        Assert.Equal(2, Times.Greater((int?)1, 2));
        Assert.Equal(2, Times.Greater((int?)2, 1));
        Assert.Equal("b", Times.Greater("a", "b"));
        Assert.Equal("b", Times.Greater("b", "a"));
        Assert.Equal("a", Times.Greater("Z", "a")); // by code, whatever the language
    }
}
