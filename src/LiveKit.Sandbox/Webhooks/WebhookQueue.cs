namespace OrleansCalls.LiveKit.Sandbox.Webhooks;

/// <summary>
/// What waits for one receiver about one room or egress: delivered one after the other, so that a slow answer holds up
/// only this queue (livekit/protocol webhook/resource_queue.go). Touched only under the sender's lock.
/// </summary>
internal sealed class WebhookQueue
{
    /// <summary>More than this many waiting events are dropped.</summary>
    public const int Depth = 200;

    private readonly Queue<Webhook> _waiting = new();

    public int Count => _waiting.Count;

    /// <returns>False when the queue is full.</returns>
    public bool TryAdd(Webhook webhook)
    {
        if (_waiting.Count >= Depth)
            return false;

        _waiting.Enqueue(webhook);
        return true;
    }

    public bool TryTake(out Webhook webhook) => _waiting.TryDequeue(out webhook!);
}
