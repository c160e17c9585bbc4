namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>The time of a simulated world; it passes only when it is set.</summary>
internal sealed class WorldClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
