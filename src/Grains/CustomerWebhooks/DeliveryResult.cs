using OrleansCalls.Grains.Interfaces.CustomerWebhooks;

namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>What an attempt makes of its delivery.</summary>
/// <param name="Id">The delivery's id.</param>
/// <param name="AttemptsBefore">How many attempts there were: a failure of one that somebody else has tried meanwhile does not count.</param>
/// <param name="State">Where the delivery stands now.</param>
/// <param name="Wait">Until it is tried again, if it is.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Error">Why it failed.</param>
public sealed record DeliveryResult(
    Guid Id, int AttemptsBefore, DeliveryState State, TimeSpan Wait, int? Status, string? Error)
{
    internal static DeliveryResult Of(DueDelivery delivery, Attempt attempt, WebhookOptions options, double random)
    {
        var asked = attempt.RetryAfter is { } wish && wish > options.LongestAskedRest ? options.LongestAskedRest : attempt.RetryAfter;
        var wait = attempt.Succeeded || attempt.IsGone ? null : options.Retries.After(delivery.Attempts + 1, delivery.Age, asked, random);
        var state = attempt.Succeeded ? DeliveryState.Delivered : wait is null ? DeliveryState.Dead : DeliveryState.Pending;
        return new DeliveryResult(delivery.Id, delivery.Attempts, state, wait ?? TimeSpan.Zero, attempt.Status, attempt.Error);
    }
}
