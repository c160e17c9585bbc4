using OrleansCalls.Grains.Interfaces;
using OrleansCalls.LiveKit.Webhooks;
using OrleansCalls.WebFront.Auth;
using OrleansCalls.WebFront.Calls;

namespace OrleansCalls.WebFront.Webhooks;

/// <summary>Takes a webhook in. What is not ours is accepted and counted: LiveKit would only send it again.</summary>
internal sealed partial class WebhookIntake(
    LiveKitAccess liveKit, GrainCalls grains, WebhookMeter meter, RefusalLog refusals, TimeProvider time, ILogger<WebhookIntake> logger)
{
    /// <summary>Applies what it says; durable on return.</summary>
    /// <returns>False when LiveKit did not send this.</returns>
    public async Task<bool> TakeAsync(ReadOnlyMemory<byte> body, string? authorization, CancellationToken cancellationToken)
    {
        switch (liveKit.Webhooks.Verify(body, authorization))
        {
            case WebhookVerdict.Understood { Event: var webhook }:
                meter.Count(webhook.Event, await ApplyAsync(WebhookTranslation.Translate(webhook, time.GetUtcNow()), cancellationToken));
                return true;
            case WebhookVerdict.NotUnderstood unknown:
                LogNotUnderstood(logger, unknown.EventName, unknown.Reason);
                meter.Count(unknown.EventName, "not_understood");
                return true;
            case WebhookVerdict.Refused refused:
                refusals.TellOfWebhook(refused.Reason);
                meter.Count(eventName: null, "refused");
                return false;
            default:
                throw new InvalidOperationException("A verdict that this version does not know");
        }
    }

    private async Task<string> ApplyAsync(WebhookNews news, CancellationToken cancellationToken)
    {
        if (ProbeRoom.Is(news.Room))
            return await grains.QueryAsync(q => q.HearProbeAsync(news.Room, cancellationToken), cancellationToken) ? "probe" : "not_ours";
        if (!RoomName.CouldBeOurs(news.Room))
            return "not_ours";
        if (news.Events.Count == 0)
            return "nothing_new";
        return await grains.AskAsync(news.Room, c => c.ApplyAsync(news.Events), cancellationToken) ? "applied" : "not_ours";
    }

    [LoggerMessage(LogLevel.Information, "Webhook {EventName} accepted unread: {Reason}")]
    private static partial void LogNotUnderstood(ILogger logger, string eventName, string reason);
}
