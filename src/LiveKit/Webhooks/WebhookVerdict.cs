namespace OrleansCalls.LiveKit.Webhooks;

/// <summary>What came of a request to the webhook address: one of <see cref="Refused"/>, <see cref="Understood"/>, <see cref="NotUnderstood"/>.</summary>
public abstract record WebhookVerdict
{
    private WebhookVerdict()
    {
    }

    /// <summary>LiveKit did not send this, or not now: to be answered with 401, which LiveKit never retries.</summary>
    /// <param name="Reason">Why, in words that hold nothing of what was sent.</param>
    public sealed record Refused(string Reason) : WebhookVerdict;

    /// <summary>LiveKit sent this.</summary>
    /// <param name="Event">What it says.</param>
    public sealed record Understood(WebhookEvent Event) : WebhookVerdict;

    /// <summary>LiveKit sent this, but it means nothing to this version: to be accepted, counted and otherwise left alone.</summary>
    /// <param name="Reason">Why, fit for a log.</param>
    /// <param name="EventName">The event's name where it could be read, cut down to what is fit for a log; otherwise "".</param>
    public sealed record NotUnderstood(string Reason, string EventName) : WebhookVerdict;
}
