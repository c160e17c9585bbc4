using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OrleansCalls.Http.Tests.Leaks;

/// <summary>
/// Everything that a program says of itself: each line of its log at every level, with the values and scopes that structured logs
/// hold, each activity with its tags and events, and each measurement's tags.
/// </summary>
internal sealed class Traces : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ActivityListener _activities = new()
    {
        ShouldListenTo = _ => true,
        Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        SampleUsingParentId = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    private readonly MeterListener _meters = new();

    public Traces()
    {
        _activities.ActivityStopped = activity =>
        {
            _lines.Enqueue($"activity {activity.Source.Name} {activity.DisplayName} {activity.StatusDescription} {Values(activity.TagObjects)} {Values(activity.Baggage)}");
            foreach (var e in activity.Events)
                _lines.Enqueue($"activity {activity.Source.Name} {e.Name} {Values(e.Tags)}");
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Measured(instrument, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Measured(instrument, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Measured(instrument, tags));
        _meters.Start();
    }

    /// <summary>What was said so far.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(_lines, categoryName);

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    private void Measured(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _lines.Enqueue($"meter {instrument.Meter.Name} {instrument.Name} {Values(tags.ToArray())}");

    private static string Values<T>(IEnumerable<KeyValuePair<string, T>> values) => string.Join(' ', values.Select(v => $"{v.Key}={v.Value}"));

    private sealed class Logger(ConcurrentQueue<string> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"scope {category}: {state} {Structure(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"log {logLevel} {category}: {formatter(state, exception)} {Structure(state)} {exception}");

        private static string Structure<TState>(TState state) => state is IEnumerable<KeyValuePair<string, object?>> values ? Values(values) : "";
    }
}
