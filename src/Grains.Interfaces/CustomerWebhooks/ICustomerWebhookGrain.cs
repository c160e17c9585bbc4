namespace OrleansCalls.Grains.Interfaces.CustomerWebhooks;

/// <summary>
/// Users' webhook endpoints and what is delivered to them. A stateless worker; the key is always 0. Another user's endpoint
/// looks like none. Every command may be repeated.
/// </summary>
[Alias("ICustomerWebhookGrain")]
public interface ICustomerWebhookGrain : IGrainWithIntegerKey
{
    /// <summary>Registers an endpoint, unless its URL is refused or its user has too many.</summary>
    [Alias("Create")]
    Task<EndpointAnswer> CreateAsync(CreateWebhookEndpoint command, CancellationToken cancellationToken = default);

    /// <summary>A user's endpoints, the oldest first.</summary>
    [Alias("List")]
    Task<IReadOnlyList<WebhookEndpoint>> ListAsync(string userId, CancellationToken cancellationToken = default);

    /// <summary>One endpoint, or null.</summary>
    [Alias("Find")]
    Task<WebhookEndpoint?> FindAsync(string userId, Guid endpointId, CancellationToken cancellationToken = default);

    /// <summary>Changes an endpoint, unless its new URL is refused.</summary>
    [Alias("Change")]
    Task<EndpointAnswer> ChangeAsync(ChangeWebhookEndpoint command, CancellationToken cancellationToken = default);

    /// <summary>Removes an endpoint: nothing is sent to it any more, and its deliveries are removed.</summary>
    /// <returns>False when there was none.</returns>
    [Alias("Delete")]
    Task<bool> DeleteAsync(string userId, Guid endpointId, CancellationToken cancellationToken = default);

    /// <summary>Gives an endpoint another secret. For 24 h what is sent is signed with the one before too.</summary>
    /// <returns>Null when there is no such endpoint.</returns>
    [Alias("ChangeSecret")]
    Task<WebhookEndpoint?> ChangeSecretAsync(
        string userId, Guid endpointId, NewWebhookSecret secret, CancellationToken cancellationToken = default);

    /// <summary>Sends a <see cref="WebhookEventTypes.Test"/> event under this event id.</summary>
    [Alias("Test")]
    Task<DeliveryAnswer> TestAsync(string userId, Guid endpointId, string eventId, CancellationToken cancellationToken = default);

    /// <summary>A page of an endpoint's deliveries, newest first; null when there is no such endpoint.</summary>
    [Alias("Deliveries")]
    Task<DeliveryPage?> DeliveriesAsync(DeliveryFilter filter, CancellationToken cancellationToken = default);

    /// <summary>One delivery with its payload, or null.</summary>
    [Alias("Delivery")]
    Task<WebhookDelivery?> DeliveryAsync(
        string userId, Guid endpointId, Guid deliveryId, CancellationToken cancellationToken = default);

    /// <summary>Sends a delivery again, from the beginning; one that is pending is tried at once.</summary>
    [Alias("SendAgain")]
    Task<DeliveryAnswer> SendAgainAsync(
        string userId, Guid endpointId, Guid deliveryId, CancellationToken cancellationToken = default);
}
