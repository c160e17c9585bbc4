namespace OrleansCalls.Grains.Interfaces.CustomerWebhooks;

/// <summary>One event on its way to one endpoint.</summary>
[GenerateSerializer, Immutable, Alias("WebhookDelivery")]
public sealed record WebhookDelivery
{
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>The event's id, sent as <c>webhook-id</c>: the same at every attempt and at every endpoint.</summary>
    [Id(1)] public required string EventId { get; init; }

    [Id(2)] public required string Type { get; init; }

    /// <summary>The call's room; null for a test.</summary>
    [Id(3)] public string? Room { get; init; }

    [Id(4)] public required DateTimeOffset OccurredAt { get; init; }

    [Id(5)] public required DeliveryState State { get; init; }

    /// <summary>How often it was tried since it was made, or last asked to be sent again.</summary>
    [Id(6)] public required int Attempts { get; init; }

    /// <summary>When it is tried next at the earliest; null when it is not pending.</summary>
    [Id(7)] public DateTimeOffset? NextAttemptAt { get; init; }

    [Id(8)] public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>The HTTP status of the last attempt; null when there was no answer.</summary>
    [Id(9)] public int? LastStatus { get; init; }

    /// <summary>Why the last attempt failed, in words for the endpoint's user.</summary>
    [Id(10)] public string? LastError { get; init; }

    /// <summary>When it was delivered.</summary>
    [Id(11)] public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>The body as it is sent; null in a list.</summary>
    [Id(12)] public string? Payload { get; init; }
}
