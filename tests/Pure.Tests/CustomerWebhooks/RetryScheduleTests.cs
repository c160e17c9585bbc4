using FsCheck.Xunit;
using OrleansCalls.Grains.CustomerWebhooks;

namespace OrleansCalls.Pure.Tests.CustomerWebhooks;

public sealed class RetryScheduleTests
{
    private static readonly RetrySchedule Schedule = new();

    [Fact]
    public void After_EveryAttemptFails_TriesElevenTimesInADay()
    {
        var times = AttemptsOf(Schedule, 0.5);

        Assert.Equal(
            ["00:00:00", "00:00:05", "00:00:35", "00:02:35", "00:12:35", "00:42:35", "01:42:35", "03:42:35", "07:42:35", "15:42:35", "1.00:00:00"],
            times.Select(t => t.ToString()));
    }

    [Property]
    public void After_WhateverTheJitter_EndsWithAnAttemptAtTheEndOfTheDay(byte random)
    {
        var times = AttemptsOf(Schedule, random / 255d);

        Assert.Equal(TimeSpan.FromHours(24), times[^1]);
        Assert.InRange(times.Count, 11, 12);
    }

    [Theory]
    [InlineData(0, 4.5)]
    [InlineData(1, 5.5)]
    public void After_Jitter_IsATenthEitherWay(double random, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Schedule.After(1, TimeSpan.Zero, null, random));

    [Fact]
    public void After_EndpointAskedForMore_WaitsAsLong()
    {
        Assert.Equal(TimeSpan.FromMinutes(3), Schedule.After(1, TimeSpan.Zero, TimeSpan.FromMinutes(3), 0.5));
        Assert.Equal(TimeSpan.FromSeconds(5), Schedule.After(1, TimeSpan.Zero, TimeSpan.FromSeconds(1), 0.5));
        Assert.Equal(TimeSpan.FromMinutes(10), Schedule.After(1, TimeSpan.FromHours(24) - TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), 0.5));
    }

    [Fact]
    public void After_TheWindow_IsNull()
    {
        Assert.Null(Schedule.After(1, TimeSpan.FromHours(24), null, 0.5));
        Assert.Null(Schedule.After(11, TimeSpan.FromHours(30), TimeSpan.FromHours(1), 0.5));
    }

    [Fact]
    public void At_Scale_ShortensAll()
    {
        var scaled = Schedule.At(0.1);

        Assert.Equal(TimeSpan.FromSeconds(0.5), scaled.After(1, TimeSpan.Zero, null, 0.5));
        Assert.Null(scaled.After(1, TimeSpan.FromHours(2.4), null, 0.5));
    }

    private static List<TimeSpan> AttemptsOf(RetrySchedule schedule, double random)
    {
        var times = new List<TimeSpan> { TimeSpan.Zero };
        while (schedule.After(times.Count, times[^1], null, random) is { } wait)
        {
            times.Add(times[^1] + wait);
        }

        return times;
    }
}
