namespace OrleansCalls.Grains.Calls;

/// <summary>The time that calls go by. A type of its own, so that tests can set it without touching Orleans' own clock.</summary>
public sealed record CallClock(TimeProvider Time)
{
    /// <summary>Now, to the millisecond: what is stored and read again is the same.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = Time.GetUtcNow();
            return new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        }
    }
}
