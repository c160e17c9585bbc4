using System.ComponentModel;

namespace OrleansCalls.WebFront.CustomerWebhooks;

/// <summary>A page of deliveries.</summary>
internal sealed record DeliveryListResponse(
    [property: Description("Newest first; one that was sent again counts as new")] IReadOnlyList<DeliveryResponse> Deliveries,
    [property: Description("For `cursor` of the next page; null when there is none")] string? NextCursor);
