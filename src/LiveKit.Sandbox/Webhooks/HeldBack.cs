namespace OrleansCalls.LiveKit.Sandbox.Webhooks;

/// <summary>Events that let the next ones of their queue go first. Touched only under the sender's lock.</summary>
internal sealed class HeldBack
{
    private readonly Dictionary<(Uri Url, string Key), List<Held>> _held = [];

    /// <summary>Holds an event back until so many later ones were queued.</summary>
    public void Add((Uri Url, string Key) to, Webhook webhook, int behind)
    {
        if (!_held.TryGetValue(to, out var waiting))
            _held.Add(to, waiting = []);

        waiting.Add(new Held(webhook) { Behind = behind });
    }

    /// <summary>An event was queued: those whose turn has come now.</summary>
    public IReadOnlyList<Webhook> Overtaken((Uri Url, string Key) to)
    {
        if (!_held.TryGetValue(to, out var waiting))
            return [];

        waiting.ForEach(held => held.Behind--);
        return Release(to, waiting, held => held.Behind <= 0);
    }

    /// <summary>Lets an event go whose patience is at its end.</summary>
    /// <returns>False when it is gone already.</returns>
    public bool TryRelease((Uri Url, string Key) to, Webhook webhook) =>
        _held.TryGetValue(to, out var waiting) && Release(to, waiting, held => ReferenceEquals(held.Webhook, webhook)).Count > 0;

    private List<Webhook> Release((Uri Url, string Key) to, List<Held> waiting, Predicate<Held> may)
    {
        List<Webhook> released = [.. waiting.Where(held => may(held)).Select(held => held.Webhook)];
        waiting.RemoveAll(may);
        if (waiting.Count == 0)
            _held.Remove(to);

        return released;
    }

    private sealed record Held(Webhook Webhook)
    {
        public int Behind { get; set; }
    }
}
