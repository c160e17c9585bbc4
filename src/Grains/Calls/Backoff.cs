namespace OrleansCalls.Grains.Calls;

/// <summary>How long to wait between tries: doubling from the first wait up to the longest.</summary>
public sealed record Backoff(TimeSpan First, TimeSpan Longest)
{
    /// <summary>0.5 s to 4 s: somebody is waiting.</summary>
    public static readonly Backoff Quick = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(4));

    /// <summary>1 s to 30 s.</summary>
    public static readonly Backoff Steady = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    /// <summary>30 s to 10 min: nobody is waiting.</summary>
    public static readonly Backoff Patient = new(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10));

    /// <summary>The same wait every time.</summary>
    public static Backoff Every(TimeSpan interval) => new(interval, interval);

    /// <summary>The wait after this many tries.</summary>
    public TimeSpan After(int tries)
    {
        var wait = First * Math.Pow(2, Math.Clamp(tries - 1, 0, 30));
        return wait < Longest ? wait : Longest;
    }
}
