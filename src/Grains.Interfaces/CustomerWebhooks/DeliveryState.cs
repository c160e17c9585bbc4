namespace OrleansCalls.Grains.Interfaces.CustomerWebhooks;

/// <summary>Where a delivery stands.</summary>
[GenerateSerializer, Alias("WebhookDeliveryState")]
public enum DeliveryState
{
    /// <summary>Not delivered yet; it is tried, or waits for an earlier one of its call.</summary>
    Pending = 0,

    /// <summary>The endpoint has answered 2xx.</summary>
    Delivered = 1,

    /// <summary>It was tried for as long as is tried. It is sent again only when asked for.</summary>
    Dead = 2,
}
