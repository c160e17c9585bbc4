using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.Limits;

/// <summary>Asks a server on this machine from one of the addresses that this machine has: 127.0.0.0/8.</summary>
internal sealed class AddressClient : IDisposable
{
    private readonly HttpClient _http;

    public AddressClient(Uri server, string address) => _http = new HttpClient(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = server,
    };

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, string? agentKey = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (agentKey is not null)
            request.Headers.Add("x-voice-agent-secret", agentKey);
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> AsUserAsync(HttpMethod method, string path, string user = "ana") =>
        SendAsync(method, path, TestTokens.For(user));

    public void Dispose() => _http.Dispose();
}
