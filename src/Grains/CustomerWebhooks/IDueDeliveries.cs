namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>The deliveries that are not finished, by endpoint. All times are the database's.</summary>
public interface IDueDeliveries
{
    /// <summary>
    /// Takes endpoints at which something is due, the longest ago served first, for this silo alone until the lease is over.
    /// If this silo dies meanwhile, they are free again then.
    /// </summary>
    /// <param name="well">How many at most of those that answer well.</param>
    /// <param name="troubled">How many at most of those that failed or were slow.</param>
    /// <param name="perEndpoint">How many deliveries of each.</param>
    /// <param name="lease">For how long.</param>
    Task<IReadOnlyList<DueEndpoint>> TakeAsync(
        int well, int troubled, int perEndpoint, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Stores what came of the deliveries, and gives the endpoint free, in one commit. An endpoint whose lease is over and
    /// that another silo has taken stays with that one; what was delivered was delivered all the same.
    /// </summary>
    Task StoreAsync(
        DueEndpoint endpoint, EndpointResult result, IReadOnlyList<DeliveryResult> deliveries, CancellationToken cancellationToken);

    /// <summary>
    /// Removes deliveries that finished long ago and those of removed endpoints, and lets those die that wait at a disabled
    /// one longer than anything is tried, all in small batches.
    /// </summary>
    /// <param name="kept">How long finished deliveries are kept.</param>
    /// <param name="window">How long anything is tried.</param>
    /// <returns>How many were removed.</returns>
    Task<int> TidyAsync(TimeSpan kept, TimeSpan window, CancellationToken cancellationToken);
}
