namespace OrleansCalls.Grains.Interfaces.CustomerWebhooks;

/// <summary>A page of deliveries.</summary>
/// <param name="Deliveries">Newest first; one that is sent again counts as new.</param>
/// <param name="NextCursor">Where the next page starts; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("WebhookDeliveryPage")]
public sealed record DeliveryPage(
    [property: Id(0)] IReadOnlyList<WebhookDelivery> Deliveries, [property: Id(1)] string? NextCursor);
