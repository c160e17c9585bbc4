namespace OrleansCalls.WebFront.Events;

/// <summary>How streams of events behave.</summary>
public sealed record EventOptions
{
    /// <summary>After how long without an event a heartbeat is sent.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a stream of a complete call waits for more before it ends.</summary>
    public TimeSpan AfterCompletion { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a stream may last; the client then goes on in another.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long a stream goes without reading although its call tells nothing: should the call be active twice for a moment, or
    /// its silo be of an older version, its news come no later than this.
    /// </summary>
    public TimeSpan ReadAnyway { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many streams a front has open at most; one more is answered 503.</summary>
    public int MostStreams { get; init; } = 10_000;
}
