using System.ComponentModel;

namespace OrleansCalls.WebFront.Webhooks;

/// <summary>The acknowledgement of a webhook: what it said is durable, or concerns nobody here.</summary>
internal sealed record WebhookReceipt(
    [property: Description("Always true: the event is durable, or concerns nobody here")] bool Received);
