namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>Opens the page that is to be recorded, as the worker's browser does: any answer is a page.</summary>
internal sealed class WebPages(IHttpClientFactory http)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string Client = "pages";

    /// <returns>What went wrong in the browser's words; empty when nothing did.</returns>
    public async Task<string> OpenAsync(string url, CancellationToken cancellationToken)
    {
        try
        {
            using var client = http.CreateClient(Client);
            using var answer = await client.GetAsync(new Uri(url), cancellationToken);
            return "";
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError)
        {
            return "net::ERR_NAME_NOT_RESOLVED";
        }
        catch (HttpRequestException)
        {
            return "net::ERR_CONNECTION_REFUSED";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "net::ERR_TIMED_OUT";
        }
    }
}
