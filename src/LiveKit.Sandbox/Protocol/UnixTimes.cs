namespace OrleansCalls.LiveKit.Sandbox.Protocol;

/// <summary>Moments as LiveKit writes them.</summary>
internal static class UnixTimes
{
    /// <summary>Nanoseconds since 1970, to the clock's 100 ns.</summary>
    public static long ToUnixNanoseconds(this DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
