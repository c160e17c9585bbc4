using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;

namespace OrleansCalls.Http.Tests.OddInput;

/// <summary>
/// With which statuses a server has answered on which routes, as it counts itself. What no operation can name is not among them,
/// because no route was found: 404 and 405 of no route, and what Kestrel refuses before it asks (400, 408, 413, 431).
/// </summary>
internal sealed class AnsweredStatuses : IDisposable
{
    private readonly ConcurrentDictionary<(string Method, string Route, int Status), bool> _answers = [];
    private readonly MeterListener _listener = new();

    /// <param name="meters">The server's.</param>
    public AnsweredStatuses(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name is "http.server.request.duration")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Note(tags));
        _listener.Start();
    }

    /// <summary>Whether there are none.</summary>
    public bool AreNone => _answers.IsEmpty;

    /// <summary>Those that the API's description does not name for their operation.</summary>
    public IEnumerable<string> NotIn(JsonNode description) =>
        from answer in _answers.Keys
        let path = "/" + answer.Route.Trim('/').Replace(":guid}", "}", StringComparison.Ordinal)
        where description["paths"]![path]?[answer.Method.ToLowerInvariant()]?["responses"]?[$"{answer.Status}"] is null
        select $"{answer.Method} {path}: {answer.Status}";

    public void Dispose() => _listener.Dispose();

    private void Note(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Tag(tags, "http.route") is string route && Tag(tags, "http.request.method") is string method
            && Tag(tags, "http.response.status_code") is int status and not StatusCodes.Status499ClientClosedRequest) // which nobody reads
            _answers.TryAdd((method, route, status), true);
    }

    private static object? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
                return tag.Value;
        }

        return null;
    }
}
