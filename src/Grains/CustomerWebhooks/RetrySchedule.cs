namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>When a delivery that failed is tried again: soon at first, then ever more rarely, for a day.</summary>
public sealed record RetrySchedule
{
    /// <summary>How far a wait may be from what is listed, so that what failed together is not tried together.</summary>
    private const double Jitter = 0.1;

    /// <summary>The waits after the first attempt, the second, … ; the last one repeats.</summary>
    public IReadOnlyList<TimeSpan> Waits { get; init; } =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(4),
        TimeSpan.FromHours(8),
        TimeSpan.FromHours(10),
    ];

    /// <summary>For how long a delivery is tried, from when it was made. The last attempt is at its end.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The same schedule, longer or shorter.</summary>
    public RetrySchedule At(double scale) => this with { Waits = [.. Waits.Select(w => w * scale)], Window = Window * scale };

    /// <summary>How long to wait before the next attempt; null when there is none any more.</summary>
    /// <param name="attempts">How many there were, at least one.</param>
    /// <param name="age">How long ago the delivery was made.</param>
    /// <param name="asked">How long the endpoint asked to be left alone.</param>
    /// <param name="random">From 0 to 1.</param>
    public TimeSpan? After(int attempts, TimeSpan age, TimeSpan? asked, double random)
    {
        if (age >= Window)
        {
            return null;
        }

        var wait = Waits[Math.Min(attempts, Waits.Count) - 1] * (1 + (Jitter * ((2 * random) - 1)));
        wait = asked > wait ? asked.Value : wait;
        return wait < Window - age ? wait : Window - age;
    }
}
