using System.Diagnostics.Metrics;

namespace OrleansCalls.LiveKit.Wire;

/// <summary>Measures requests to LiveKit, by method and outcome.</summary>
internal static class LiveKitMeter
{
    public const string Name = "OrleansCalls.LiveKit";

    /// <summary>The outcome of a request whose caller did not wait for its end.</summary>
    public const string Cancelled = "cancelled";

    private static readonly Meter s_meter = new(Name);

    private static readonly Histogram<double> s_durations = s_meter.CreateHistogram(
        "orleans_calls.livekit_request_duration",
        "s",
        "How long requests to LiveKit take, by method and outcome: ok, not_found, refused (400, 401, 403), failed, no_answer, cancelled",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120] });

    public static void Record(string method, string outcome, TimeSpan took) => s_durations.Record(
        took.TotalSeconds, new KeyValuePair<string, object?>("method", method), new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>What a failure is counted as.</summary>
    public static string OutcomeOf(LiveKitException failure) => failure switch
    {
        { IsNotFound: true } => "not_found",
        { IsRefused: true } => "refused",
        { HttpStatus: null } => "no_answer",
        _ => "failed",
    };
}
