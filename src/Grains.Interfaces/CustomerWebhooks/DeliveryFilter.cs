namespace OrleansCalls.Grains.Interfaces.CustomerWebhooks;

/// <summary>Which of an endpoint's deliveries to list.</summary>
[GenerateSerializer, Immutable, Alias("WebhookDeliveryFilter")]
public sealed record DeliveryFilter
{
    [Id(0)] public required string UserId { get; init; }

    [Id(1)] public required Guid EndpointId { get; init; }

    /// <summary>How many at most, 1 to 100.</summary>
    [Id(2)] public required int Limit { get; init; }

    /// <summary>The <see cref="DeliveryPage.NextCursor"/> of the page before.</summary>
    [Id(3)] public string? Cursor { get; init; }

    [Id(4)] public DeliveryState? State { get; init; }
}
