namespace OrleansCalls.Grains.Calls;

/// <summary>How long to wait between tries: doubling from the first wait up to the longest.</summary>
public sealed record Backoff(TimeSpan First, TimeSpan Longest)
{
    /// <summary>The same wait every time.</summary>
    public static Backoff Every(TimeSpan interval) => new(interval, interval);

    /// <summary>The same waits, longer or shorter.</summary>
    public Backoff At(double scale) => new(First * scale, Longest * scale);

    /// <summary>The wait after this many tries.</summary>
    public TimeSpan After(int tries)
    {
        var wait = First * Math.Pow(2, Math.Clamp(tries - 1, 0, 30));
        return wait < Longest ? wait : Longest;
    }
}
