namespace OrleansCalls.LiveKit.Sandbox.Webhooks;

/// <summary>An event on its way to a receiver: signed once, sent as often as it takes.</summary>
internal sealed record Webhook(string Id, string Event, ReadOnlyMemory<byte> Body, string Authorization, DateTimeOffset QueuedAt)
{
    /// <summary>Completed once a receiver has it, or it is lost; null where nobody waits for that.</summary>
    public TaskCompletionSource? Done { get; init; }
}
