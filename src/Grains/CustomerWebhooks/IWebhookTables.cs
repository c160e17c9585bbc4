using OrleansCalls.Grains.Interfaces.CustomerWebhooks;

namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>Where endpoints and deliveries are kept. The commands are those of <see cref="ICustomerWebhookGrain"/>.</summary>
public interface IWebhookTables
{
    /// <summary>Registers an endpoint unless its user has as many as it may have.</summary>
    /// <returns>Null when it has.</returns>
    Task<WebhookEndpoint?> CreateAsync(CreateWebhookEndpoint command, int mostEndpoints, CancellationToken cancellationToken);

    /// <inheritdoc cref="ICustomerWebhookGrain.ListAsync"/>
    Task<IReadOnlyList<WebhookEndpoint>> ListAsync(string userId, CancellationToken cancellationToken);

    /// <inheritdoc cref="ICustomerWebhookGrain.FindAsync"/>
    Task<WebhookEndpoint?> FindAsync(string userId, Guid endpointId, CancellationToken cancellationToken);

    /// <summary>Changes an endpoint.</summary>
    /// <returns>Null when there is no such endpoint.</returns>
    Task<WebhookEndpoint?> ChangeAsync(ChangeWebhookEndpoint command, CancellationToken cancellationToken);

    /// <inheritdoc cref="ICustomerWebhookGrain.DeleteAsync"/>
    Task<bool> DeleteAsync(string userId, Guid endpointId, CancellationToken cancellationToken);

    /// <inheritdoc cref="ICustomerWebhookGrain.ChangeSecretAsync"/>
    Task<WebhookEndpoint?> ChangeSecretAsync(string userId, Guid endpointId, NewWebhookSecret secret, CancellationToken cancellationToken);

    /// <summary>Makes a delivery of a test event, unless it is there already.</summary>
    /// <param name="payload">The body.</param>
    Task<DeliveryAnswer> AddTestAsync(
        string userId, Guid endpointId, string eventId, string payload, DateTimeOffset at, CancellationToken cancellationToken);

    /// <inheritdoc cref="ICustomerWebhookGrain.DeliveriesAsync"/>
    /// <exception cref="ArgumentException">The cursor is none.</exception>
    Task<DeliveryPage?> DeliveriesAsync(DeliveryFilter filter, CancellationToken cancellationToken);

    /// <inheritdoc cref="ICustomerWebhookGrain.DeliveryAsync"/>
    Task<WebhookDelivery?> DeliveryAsync(string userId, Guid endpointId, Guid deliveryId, CancellationToken cancellationToken);

    /// <inheritdoc cref="ICustomerWebhookGrain.SendAgainAsync"/>
    Task<DeliveryAnswer> SendAgainAsync(string userId, Guid endpointId, Guid deliveryId, CancellationToken cancellationToken);
}
