namespace OrleansCalls.Grains.Interfaces.CustomerWebhooks;

/// <summary>What came of asking for a delivery; neither when there is no such endpoint or delivery.</summary>
/// <param name="Delivery">The delivery, which is pending.</param>
/// <param name="EndpointDisabled">Whether nothing was done because nothing is sent to the endpoint.</param>
[GenerateSerializer, Immutable, Alias("WebhookDeliveryAnswer")]
public sealed record DeliveryAnswer(
    [property: Id(0)] WebhookDelivery? Delivery, [property: Id(1)] bool EndpointDisabled = false);
