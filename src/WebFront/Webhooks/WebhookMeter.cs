using System.Diagnostics.Metrics;

namespace OrleansCalls.WebFront.Webhooks;

/// <summary>Counts LiveKit's webhooks by what became of them.</summary>
internal sealed class WebhookMeter
{
    public const string Name = "OrleansCalls.WebFront";

    private readonly Counter<long> _webhooks;

    public WebhookMeter(IMeterFactory meters) => _webhooks = meters.Create(Name).CreateCounter<long>(
        "orleans_calls.webhooks", "{webhook}", "Webhooks from LiveKit, by outcome: applied, probe, not_ours, nothing_new, not_understood, refused");

    public void Count(string outcome) => _webhooks.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
