using Orleans.Concurrency;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;

namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>Asks the tables; keeps nothing. Which targets are allowed is the silos' setting, so URLs are judged here.</summary>
[StatelessWorker, Reentrant, GrainType("customer-webhooks")]
internal sealed class CustomerWebhookGrain(IWebhookTables tables, WebhookOptions options, CallClock clock) : Grain, ICustomerWebhookGrain
{
    public async Task<EndpointAnswer> CreateAsync(CreateWebhookEndpoint command, CancellationToken cancellationToken)
    {
        if (TargetUrl.WhyNot(command.Url, options.AllowPrivateTargets) is { } problem)
        {
            return new EndpointAnswer { UrlProblem = problem };
        }

        return await tables.CreateAsync(command, options.MostEndpoints, cancellationToken) is { } endpoint
            ? new EndpointAnswer { Endpoint = endpoint }
            : new EndpointAnswer { LimitReached = options.MostEndpoints };
    }

    public Task<IReadOnlyList<WebhookEndpoint>> ListAsync(string userId, CancellationToken cancellationToken) =>
        tables.ListAsync(userId, cancellationToken);

    public Task<WebhookEndpoint?> FindAsync(string userId, Guid endpointId, CancellationToken cancellationToken) =>
        tables.FindAsync(userId, endpointId, cancellationToken);

    public async Task<EndpointAnswer> ChangeAsync(ChangeWebhookEndpoint command, CancellationToken cancellationToken) =>
        command.Url is { } url && TargetUrl.WhyNot(url, options.AllowPrivateTargets) is { } problem
            ? new EndpointAnswer { UrlProblem = problem }
            : new EndpointAnswer { Endpoint = await tables.ChangeAsync(command, cancellationToken) };

    public Task<bool> DeleteAsync(string userId, Guid endpointId, CancellationToken cancellationToken) =>
        tables.DeleteAsync(userId, endpointId, cancellationToken);

    public Task<WebhookEndpoint?> ChangeSecretAsync(
        string userId, Guid endpointId, NewWebhookSecret secret, CancellationToken cancellationToken) =>
        tables.ChangeSecretAsync(userId, endpointId, secret, cancellationToken);

    public Task<DeliveryAnswer> TestAsync(string userId, Guid endpointId, string eventId, CancellationToken cancellationToken) =>
        tables.AddTestAsync(userId, endpointId, eventId, CustomerEvents.Test(endpointId, clock.Now), clock.Now, cancellationToken);

    public Task<DeliveryPage?> DeliveriesAsync(DeliveryFilter filter, CancellationToken cancellationToken) =>
        tables.DeliveriesAsync(filter, cancellationToken);

    public Task<WebhookDelivery?> DeliveryAsync(
        string userId, Guid endpointId, Guid deliveryId, CancellationToken cancellationToken) =>
        tables.DeliveryAsync(userId, endpointId, deliveryId, cancellationToken);

    public Task<DeliveryAnswer> SendAgainAsync(
        string userId, Guid endpointId, Guid deliveryId, CancellationToken cancellationToken) =>
        tables.SendAgainAsync(userId, endpointId, deliveryId, cancellationToken);
}
