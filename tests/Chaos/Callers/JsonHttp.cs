using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansCalls.Chaos.Callers;

/// <summary>JSON over HTTP to a server that may be away at any moment: nothing here throws because of it.</summary>
internal sealed class JsonHttp : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<Answer> AskAsync(
        HttpMethod method,
        string address,
        object? body,
        IReadOnlyDictionary<string, string> headers,
        TimeSpan limit,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body, body.GetType()) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var deadline = new CancellationTokenSource(limit);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, both.Token);
            return new Answer((int)response.StatusCode, await ReadAsync(response, both.Token));
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Answer(null, default);
        }
    }

    /// <summary>Asks again, ever more slowly, while that may help and patience lasts.</summary>
    /// <returns>The last answer.</returns>
    public static async Task<Answer> PersistAsync(
        Func<Task<Answer>> ask, Func<Answer, bool> isFinal, TimeSpan patience, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var answer = await ask();
            if (isFinal(answer) || TimeProvider.System.GetElapsedTime(began) > patience)
            {
                return answer;
            }

            await Task.Delay(pause, TimeProvider.System, cancellationToken);
        }
    }

    public void Dispose() => http.Dispose();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            return bytes.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(bytes) : default;
        }
        catch (JsonException)
        {
            return default; // a plain-text error
        }
    }
}
