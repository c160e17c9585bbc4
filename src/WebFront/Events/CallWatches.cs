using OrleansCalls.WebFront.Calls;

namespace OrleansCalls.WebFront.Events;

/// <summary>The calls that are watched on this front, each once however many streams follow it.</summary>
internal sealed class CallWatches(GrainCalls grains, EventOptions options, TimeProvider time, ILogger<CallWatches> log)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CallWatch> _watches = new(StringComparer.Ordinal);
    private int _streams;

    /// <summary>How many calls are watched.</summary>
    public int Watched
    {
        get
        {
            lock (_lock)
                return _watches.Count;
        }
    }

    /// <summary>Whether no further stream should be opened.</summary>
    public bool IsFull => Volatile.Read(ref _streams) >= options.MostStreams;

    /// <summary>Watches a call for one stream more. Each join is followed by one <see cref="Leave"/>.</summary>
    public CallWatch Join(string room)
    {
        lock (_lock)
        {
            if (!_watches.TryGetValue(room, out var watch))
                _watches[room] = watch = new CallWatch(room, grains, options, time, log);
            watch.Streams++;
            _streams++;
            return watch;
        }
    }

    /// <summary>The last one ends the watch.</summary>
    public void Leave(CallWatch watch)
    {
        lock (_lock)
        {
            _streams--;
            if (--watch.Streams > 0)
                return;
            _watches.Remove(watch.Room);
        }

        watch.Dispose();
    }
}
