using System.Text.Json;
using OrleansCalls.LiveKit.Sandbox.Faults;
using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.Webhooks;

/// <summary>
/// Sends events to every receiver. There is a queue for each receiver and egress, or room name: in order within one,
/// in no order between them. What is queued when the program ends is lost.
/// </summary>
internal sealed partial class WebhookSender(
    SandboxOptions options, WebhookSigner signer, WebhookDelivery delivery, FaultBook faults, Errands errands, TimeProvider time, ILogger<WebhookSender> logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(Uri Url, string Key), WebhookQueue> _queues = [];

    /// <summary>Queues the event, with its id and time, and returns.</summary>
    public void Publish(WebhookEvent news)
    {
        if (options.WebhookUrls.Count == 0)
            return;

        var now = time.GetUtcNow();
        var stamped = news with { Id = Sid.New("EV_"), CreatedAt = now.ToUnixTimeSeconds() };
        var body = JsonSerializer.SerializeToUtf8Bytes(stamped, ProtoJson.Webhook);
        var webhook = new Webhook(stamped.Id, stamped.Event, body, signer.Sign(body), now);
        var key = news.EgressInfo?.EgressId ?? news.Room?.Name ?? "";
        var copies = faults.Plan.Webhooks.Copies;

        lock (_lock)
        {
            foreach (var url in options.WebhookUrls)
            {
                for (var copy = 0; copy < copies; copy++)
                    Queue((url, key), webhook);
            }
        }
    }

    private void Queue((Uri Url, string Key) to, Webhook webhook)
    {
        if (!_queues.TryGetValue(to, out var queue))
        {
            _queues.Add(to, queue = new WebhookQueue());
            errands.Begin(cancellationToken => DrainAsync(to, queue, cancellationToken));
        }

        if (!queue.TryAdd(webhook))
            LogFull(webhook.Event, webhook.Id, to.Key);
    }

    private async Task DrainAsync((Uri Url, string Key) to, WebhookQueue queue, CancellationToken cancellationToken)
    {
        while (Next(to, queue) is { } webhook)
            await delivery.DeliverAsync(to.Url, webhook, cancellationToken);
    }

    /// <summary>The next event; once there is none, the queue is gone, and the next event makes a new one.</summary>
    private Webhook? Next((Uri Url, string Key) to, WebhookQueue queue)
    {
        lock (_lock)
        {
            if (queue.TryTake(out var webhook))
                return webhook;

            _queues.Remove(to);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {Event} ({Id}) is dropped: the queue of {Key} is full")]
    private partial void LogFull(string @event, string id, string key);
}
