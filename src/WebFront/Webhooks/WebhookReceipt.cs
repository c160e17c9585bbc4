namespace OrleansCalls.WebFront.Webhooks;

/// <summary>The acknowledgement of a webhook: what it said is durable, or concerns nobody here.</summary>
internal sealed record WebhookReceipt(bool Received);
