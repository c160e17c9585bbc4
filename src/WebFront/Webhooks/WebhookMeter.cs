using System.Diagnostics.Metrics;
using OrleansCalls.LiveKit.Webhooks;

namespace OrleansCalls.WebFront.Webhooks;

/// <summary>Counts LiveKit's webhooks by event and by what became of them.</summary>
internal sealed class WebhookMeter
{
    public const string Name = "OrleansCalls.WebFront";

    // LiveKit has others, and whoever is refused may name any.
    private static readonly HashSet<string> s_events = new(StringComparer.Ordinal)
    {
        WebhookEventNames.RoomStarted, WebhookEventNames.RoomFinished, WebhookEventNames.ParticipantJoined, WebhookEventNames.ParticipantLeft,
        WebhookEventNames.ParticipantConnectionAborted, WebhookEventNames.TrackPublished, WebhookEventNames.TrackUnpublished,
        WebhookEventNames.EgressStarted, WebhookEventNames.EgressUpdated, WebhookEventNames.EgressEnded,
    };

    private readonly Counter<long> _webhooks;

    public WebhookMeter(IMeterFactory meters)
    {
        _webhooks = meters.Create(Name).CreateCounter<long>(
            "orleans_calls.webhooks", "{webhook}", "Webhooks from LiveKit, by event and outcome: applied, probe, not_ours, nothing_new, not_understood, refused");
        Add(0, eventName: null, "refused");
    }

    /// <summary>Counts one.</summary>
    /// <param name="eventName">LiveKit's name of the event; null where LiveKit is not who said it.</param>
    /// <param name="outcome">What became of it.</param>
    public void Count(string? eventName, string outcome) => Add(1, eventName, outcome);

    private void Add(int webhooks, string? eventName, string outcome) => _webhooks.Add(
        webhooks,
        new KeyValuePair<string, object?>("event", eventName is not null && s_events.Contains(eventName) ? eventName : "other"),
        new KeyValuePair<string, object?>("outcome", outcome));
}
