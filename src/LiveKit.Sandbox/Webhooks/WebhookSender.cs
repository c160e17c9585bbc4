using OrleansCalls.LiveKit.Sandbox.Faults;
using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.Webhooks;

/// <summary>
/// Sends events to every receiver. There is a queue for each receiver and egress, or room name: in order within one,
/// in no order between them. What is queued when the program ends is lost.
/// </summary>
internal sealed partial class WebhookSender(
    SandboxOptions options,
    WebhookSigner signer,
    WebhookDelivery delivery,
    FaultBook faults,
    FaultCounts counts,
    Errands errands,
    TimeProvider time,
    ILogger<WebhookSender> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(Uri Url, string Key), WebhookQueue> _queues = [];
    private readonly HeldBack _heldBack = new();

    /// <summary>Queues the event, with its id and time, and returns.</summary>
    /// <returns>Completed as soon as whoever caused the event may hear of it: at once, unless the event shall be there first.</returns>
    public Task Publish(WebhookEvent news)
    {
        if (options.WebhookUrls.Count == 0)
            return Task.CompletedTask;

        var stamped = news with { Id = Sid.New("EV_"), CreatedAt = time.GetUtcNow().ToUnixTimeSeconds() };
        var struck = faults.StrikeWebhook(news.Event, news.Room?.Name ?? "");
        foreach (var fault in struck)
            counts.Add(fault.Kind);

        var first = news.Event == WebhookTampering.EgressStarted && struck.Any(fault => fault.Kind is WebhookFaultKind.Reorder) ? new TaskCompletionSource() : null;
        foreach (var posting in WebhookTampering.Of(stamped, struck, options.Scaled(Patience)))
        {
            if (posting.Delay > TimeSpan.Zero)
                errands.Later(posting.Delay, time, () => Send(posting, first));
            else
                Send(posting, first);
        }

        return first is null ? Task.CompletedTask : Task.WhenAny(first.Task, Task.Delay(options.Scaled(Patience), time));
    }

    private void Send(Posting posting, TaskCompletionSource? done)
    {
        var body = WebhookBody.Of(posting);
        var webhook = new Webhook(posting.News.Id, posting.News.Event, body, signer.Sign(body), time.GetUtcNow()) { Done = done };
        lock (_lock)
        {
            foreach (var url in options.WebhookUrls)
            {
                if (posting.Behind > 0)
                    HoldBack((url, posting.Key), webhook, posting);
                else
                    QueueAndThoseOvertaken((url, posting.Key), webhook);
            }
        }
    }

    private void HoldBack((Uri Url, string Key) to, Webhook webhook, Posting posting)
    {
        _heldBack.Add(to, webhook, posting.Behind);
        errands.Later(posting.Patience, time, () =>
        {
            lock (_lock)
            {
                if (_heldBack.TryRelease(to, webhook))
                    Queue(to, webhook with { QueuedAt = time.GetUtcNow() });
            }
        });
    }

    private void QueueAndThoseOvertaken((Uri Url, string Key) to, Webhook webhook)
    {
        Queue(to, webhook);
        foreach (var overtaken in _heldBack.Overtaken(to))
            Queue(to, overtaken with { QueuedAt = webhook.QueuedAt });
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
        {
            await delivery.DeliverAsync(to.Url, webhook, cancellationToken);
            webhook.Done?.TrySetResult();
        }
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
