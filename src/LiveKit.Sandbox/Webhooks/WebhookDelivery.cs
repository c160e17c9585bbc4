using System.Net;
using System.Net.Http.Headers;

namespace OrleansCalls.LiveKit.Sandbox.Webhooks;

/// <summary>
/// Delivers one event: five attempts, 1, 2, 4 and 8 s apart, on a network error, 429 or a 5xx other than 501. Any other answer,
/// a 4xx too, counts as delivered. There is no time-out: a receiver that hangs holds up its queue, as with the real server.
/// </summary>
internal sealed partial class WebhookDelivery(IHttpClientFactory clients, SandboxOptions options, TimeProvider time, ILogger<WebhookDelivery> logger)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string Client = "webhooks";

    private const int Attempts = 5;

    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly MediaTypeHeaderValue ContentType = new("application/webhook+json");

    public async Task DeliverAsync(Uri url, Webhook webhook, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - webhook.QueuedAt > options.Scaled(Oldest))
        {
            LogTooOld(webhook.Event, webhook.Id);
            return;
        }

        for (var attempt = 1; ; attempt++)
        {
            var (delivered, retryAfter) = await TryAsync(url, webhook, cancellationToken);
            if (delivered)
                return;

            if (attempt == Attempts)
            {
                LogLost(webhook.Event, webhook.Id, url);
                return;
            }

            await Task.Delay(retryAfter ?? options.Scaled(Backoff(attempt)), time, cancellationToken);
        }
    }

    private async Task<(bool Delivered, TimeSpan? RetryAfter)> TryAsync(Uri url, Webhook webhook, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url);
            request.Content = new ReadOnlyMemoryContent(webhook.Body);
            request.Content.Headers.ContentType = ContentType;
            request.Headers.TryAddWithoutValidation("Authorization", webhook.Authorization);
            request.Headers.TryAddWithoutValidation("User-Agent", "LiveKit");

            using var response = await clients.CreateClient(Client).SendAsync(request, cancellationToken);
            return (!IsRetried(response.StatusCode), RetryAfter(response));
        }
        catch (HttpRequestException)
        {
            return (false, null);
        }
    }

    private static bool IsRetried(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests || ((int)status >= 500 && status is not HttpStatusCode.NotImplemented);

    private static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable ? response.Headers.RetryAfter?.Delta : null;

    private static TimeSpan Backoff(int attempt)
    {
        var wait = TimeSpan.FromSeconds(1 << (attempt - 1));
        return wait < LongestWait ? wait : LongestWait;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {Event} ({Id}) waited for more than 30 s and is dropped")]
    private partial void LogTooOld(string @event, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {Event} ({Id}) is lost: {Url} did not take it")]
    private partial void LogLost(string @event, string id, Uri url);
}
