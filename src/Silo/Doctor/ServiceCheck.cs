using System.Net;

namespace OrleansCalls.Silo.Doctor;

/// <summary>The running service is reached where it says that it is.</summary>
internal sealed class ServiceCheck(IHttpClientFactory http, string? publicBaseUrl)
{
    /// <summary>The name of the HTTP client, which is also the one of presigned links.</summary>
    public const string HttpClientName = "doctor";

    private const string Key = "PUBLIC_BASE_URL";

    /// <summary>A page that the service has, and nobody needs a token for.</summary>
    public string? Page => publicBaseUrl is null ? null : publicBaseUrl + "/health/live";

    public async Task<string> ReadyAsync(CancellationToken cancellationToken)
    {
        if (publicBaseUrl is null)
        {
            throw new TroubleException($"{Key} is not set: it says where the service is reached, also for the links in coaching_sessions");
        }

        try
        {
            using var client = http.CreateClient(HttpClientName);
            using var answer = await client.GetAsync(new Uri(publicBaseUrl + "/health/ready"), cancellationToken);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => $"the service at {Key} is up and ready",
                HttpStatusCode.ServiceUnavailable => throw new TroubleException(
                    $"the service at {Key} is not ready: its log says why, and {publicBaseUrl}/health/ready tells an operator"),
                var status => throw new TroubleException($"{Key}: {publicBaseUrl}/health/ready answers {(int)status}: is that this service?"),
            };
        }
        catch (HttpRequestException e)
        {
            throw new TroubleException($"{Key}: nobody answers at {publicBaseUrl} ({e.HttpRequestError}): is the service running?");
        }
    }
}
