using OrleansCalls.WebFront.Starts;

namespace OrleansCalls.Http.Tests.Starts;

public sealed class EgressPatienceTests
{
    private readonly EgressPatience _patience = new();

    [Fact]
    public void Waits_UntilFiveStartsInARowMissed()
    {
        for (var miss = 1; miss <= 5; miss++)
        {
            Assert.True(_patience.Waits);
            _patience.Saw(withinLimit: false);
        }

        Assert.False(_patience.Waits);
    }

    [Fact]
    public void Waits_AnyStartWithinTheLimit_CountsAnew()
    {
        Miss(4);
        _patience.Saw(withinLimit: true);
        Miss(4);

        Assert.True(_patience.Waits);
    }

    [Fact]
    public void Waits_AfterImpatienceOneStartWithinTheLimit_WaitsAgain()
    {
        Miss(100);
        _patience.Saw(withinLimit: true);

        Assert.True(_patience.Waits);
    }

    [Fact]
    public void TryBeginWatch_WhileOneIsWatched_IsRefused()
    {
        Assert.True(_patience.TryBeginWatch());
        Assert.False(_patience.TryBeginWatch());
        _patience.EndWatch();
        Assert.True(_patience.TryBeginWatch());
    }

    private void Miss(int times)
    {
        for (var i = 0; i < times; i++)
            _patience.Saw(withinLimit: false);
    }
}
