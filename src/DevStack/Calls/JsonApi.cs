using System.Net.Http.Json;
using OrleansCalls.DevStack.Network;

namespace OrleansCalls.DevStack.Calls;

/// <summary>JSON over HTTP to a local server; an answer that is no success becomes a message with its body.</summary>
internal sealed class JsonApi(string address) : IDisposable
{
    private readonly HttpClient http = LoopbackHttp.Client(TimeSpan.FromSeconds(30));

    /// <summary>Sent with every request.</summary>
    public void AddHeader(string name, string value) => http.DefaultRequestHeaders.Add(name, value);

    public async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var response = await SendCheckedAsync(method, path, body, cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(cancellationToken)
            ?? throw new InvalidOperationException($"{method} {path} answered null.");
    }

    public async Task SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var response = await SendCheckedAsync(method, path, body, cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendCheckedAsync(
        HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(address + path)) { Content = body };
        try
        {
            var response = await http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode
                ? response
                : throw new InvalidOperationException(
                    $"{method} {path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
        catch (HttpRequestException e)
        {
            throw new InvalidOperationException($"{method} {path} failed: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"{method} {path} did not answer within {http.Timeout.TotalSeconds:0} s.", e);
        }
    }
}
