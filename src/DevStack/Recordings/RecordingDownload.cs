using OrleansCalls.DevStack.Network;

namespace OrleansCalls.DevStack.Recordings;

/// <summary>Fetches a recording as a browser would: by its presigned link alone.</summary>
internal static class RecordingDownload
{
    public static async Task<byte[]> GetAsync(string url, CancellationToken cancellationToken)
    {
        var address = new Uri(url);
        using var http = address.IsLoopback ? LoopbackHttp.Client(TimeSpan.FromSeconds(30)) : new HttpClient(new SocketsHttpHandler());
        using var response = await http.GetAsync(address, cancellationToken);
        return response.IsSuccessStatusCode
            ? await response.Content.ReadAsByteArrayAsync(cancellationToken)
            : throw new InvalidOperationException(
                $"The presigned link answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
