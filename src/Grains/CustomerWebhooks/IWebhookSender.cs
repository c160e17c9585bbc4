namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>Sends what is due, signed as Standard Webhooks has it.</summary>
public interface IWebhookSender
{
    /// <summary>Sends a delivery once. Every failure is an outcome, not an exception; it takes no longer than its time-out.</summary>
    Task<Attempt> SendAsync(DueEndpoint endpoint, DueDelivery delivery, CancellationToken cancellationToken);
}
