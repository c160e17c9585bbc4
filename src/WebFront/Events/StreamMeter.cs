using System.Diagnostics.Metrics;

namespace OrleansCalls.WebFront.Events;

/// <summary>Counts the streams of events that are open.</summary>
internal sealed class StreamMeter
{
    public const string Name = "OrleansCalls.WebFront";

    private readonly UpDownCounter<long> _open;

    public StreamMeter(IMeterFactory meters)
    {
        _open = meters.Create(Name).CreateUpDownCounter<long>("orleans_calls.event_streams", "{stream}", "Streams of events that are open");
        _open.Add(0);
    }

    /// <summary>Counts one until it is disposed.</summary>
    public IDisposable Opened()
    {
        _open.Add(1);
        return new Stream(_open);
    }

    private sealed class Stream(UpDownCounter<long> open) : IDisposable
    {
        private int _closed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _closed, 1) == 0)
                open.Add(-1);
        }
    }
}
