namespace OrleansCalls.WebFront.Starts;

/// <summary>
/// Whether answers still wait for the recorder: not while the last five egress starts of this process all took longer than an
/// answer waits. One that does not ends the impatience, and one start at a time is watched for it while answers go out at once.
/// </summary>
internal sealed class EgressPatience
{
    /// <summary>How long an answer waits for the recorder.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private const int MissesUntilImpatient = 5;

    private readonly Lock _lock = new();
    private int _misses;
    private bool _watching;

    /// <summary>Whether an answer may wait.</summary>
    public bool Waits
    {
        get
        {
            lock (_lock)
                return _misses < MissesUntilImpatient;
        }
    }

    /// <summary>An egress start was seen to its end, or for the whole of the limit.</summary>
    public void Saw(bool withinLimit)
    {
        lock (_lock)
            _misses = withinLimit ? 0 : Math.Min(_misses + 1, MissesUntilImpatient);
    }

    /// <summary>Whether to watch this start on the side; only one at a time is.</summary>
    public bool TryBeginWatch()
    {
        lock (_lock)
            return !_watching && (_watching = true);
    }

    public void EndWatch()
    {
        lock (_lock)
            _watching = false;
    }
}
