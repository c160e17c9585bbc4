using System.Diagnostics.Metrics;

namespace OrleansCalls.Pure.Tests.Calls;

/// <summary>Makes meters, and keeps what they measure.</summary>
internal sealed class Counted : IMeterFactory
{
    private readonly HashSet<Meter> _made = [];
    private readonly MeterListener _listener = new();

    public Counted()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (_made.Contains(instrument.Meter))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The sums of what was measured, by name and labels; without what is 0.</summary>
    public Dictionary<string, double> Sums { get; } = [];

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        _made.Add(meter);
        return meter;
    }

    public void Dispose() => _listener.Dispose();

    private void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (value is not 0)
        {
            var series = string.Join(' ', [instrument.Name["orleans_calls.".Length..], .. tags.ToArray().Select(t => t.Value)]);
            Sums[series] = Sums.GetValueOrDefault(series) + value;
        }
    }
}
