using System.Diagnostics.Metrics;

namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>Counts attempts to deliver by what came of them, and what was disabled.</summary>
internal sealed class DeliveryMeter
{
    public const string Name = "OrleansCalls.Webhooks";

    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _durations;
    private readonly Counter<long> _disabled;

    public DeliveryMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _attempts = meter.CreateCounter<long>(
            "orleans_calls.webhook_deliveries", "{attempt}", "Attempts to deliver events to users' endpoints, by outcome: delivered, retried, dead");
        _durations = meter.CreateHistogram(
            "orleans_calls.webhook_duration",
            "s",
            "How long users' endpoints take to answer, or fail to",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 15, 30] });
        _disabled = meter.CreateCounter<long>(
            "orleans_calls.webhook_endpoints_disabled", "{endpoint}", "Endpoints that were disabled because they answered 410");
        _disabled.Add(0);
        foreach (var outcome in new[] { "delivered", "retried", "dead" })
        {
            Attempted(0, outcome);
        }
    }

    public void Count(DeliveryResult result, Attempt attempt)
    {
        Attempted(1, result.State switch
        {
            Interfaces.CustomerWebhooks.DeliveryState.Delivered => "delivered",
            Interfaces.CustomerWebhooks.DeliveryState.Dead => "dead",
            _ => "retried",
        });
        _durations.Record(attempt.Took.TotalSeconds);
    }

    public void CountDisabled() => _disabled.Add(1);

    private void Attempted(int attempts, string outcome) => _attempts.Add(attempts, new KeyValuePair<string, object?>("outcome", outcome));
}
