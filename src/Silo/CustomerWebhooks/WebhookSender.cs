using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using OrleansCalls.Grains.CustomerWebhooks;

namespace OrleansCalls.Silo.CustomerWebhooks;

/// <summary>
/// Sends by HTTP. 2xx is success and everything else is not: redirects are not followed, as Standard Webhooks advises, so an
/// answer can lead nowhere. Nothing is read of an answer but its status and Retry-After.
/// </summary>
internal sealed class WebhookSender(IHttpClientFactory clients, WebhookOptions options, TimeProvider time) : IWebhookSender
{
    public const string HttpClientName = "customer-webhooks";

    private static readonly ProductInfoHeaderValue s_agent = new("OrleansCalls-Webhooks", "1.0");
    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    public async Task<Attempt> SendAsync(DueEndpoint endpoint, DueDelivery delivery, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            if (WhyNot(endpoint) is { } reason)
            {
                return Failed(reason);
            }

            using var request = Request(endpoint, delivery);
            using var http = clients.CreateClient(HttpClientName);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Judge(response) with { Took = time.GetElapsedTime(began) };
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Failed("No answer in time");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested) // one that nobody thought of must not cost the others of its round
        {
            return Failed(Words(e));
        }

        Attempt Failed(string error) => new() { Error = error, Took = time.GetElapsedTime(began) };
    }

    // The setting may have changed since the endpoint was registered.
    private string? WhyNot(DueEndpoint endpoint) =>
        endpoint.Secrets.Count is 0 ? "The secret cannot be read with the keys that are configured"
        : TargetUrl.WhyNot(endpoint.Url, options.AllowPrivateTargets) is { } problem ? "The URL " + problem
        : null;

    private HttpRequestMessage Request(DueEndpoint endpoint, DueDelivery delivery)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Payload)) { Headers = { ContentType = s_json } },
            Headers = { UserAgent = { s_agent } },
        };
        request.Headers.Add("webhook-id", delivery.EventId);
        request.Headers.Add("webhook-timestamp", $"{timestamp}");
        request.Headers.Add("webhook-signature", WebhookSignature.Of(delivery.EventId, timestamp, delivery.Payload, endpoint.Secrets));
        return request;
    }

    private Attempt Judge(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        return new Attempt
        {
            Status = status,
            Error = response.IsSuccessStatusCode ? null
                : status is >= 300 and < 400 ? $"Answered {status}: redirects are not followed"
                : status is 410 ? "Answered 410: the endpoint is disabled"
                : $"Answered {status}",
            RetryAfter = status is 429 or 503 ? RetryAfter(response) : null,
            Took = TimeSpan.Zero,
        };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wish = response.Headers.RetryAfter;
        var wait = wish?.Delta ?? (wish?.Date - time.GetUtcNow());
        return wait > TimeSpan.Zero ? wait : null;
    }

    // No address and no other detail that only this machine knows.
    private static string Words(Exception failure) => failure switch
    {
        HttpRequestException { InnerException: RefusedTargetException refused } => refused.Message,
        RefusedTargetException refused => refused.Message,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "The host's name could not be resolved",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
            or { InnerException: AuthenticationException } => "The TLS connection failed: is the certificate valid?",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "The connection failed",
        OperationCanceledException => "No connection in time",
        _ => "The connection broke, or the answer was not HTTP",
    };
}
