namespace OrleansCalls.Sandbox.Tests.Webhooks;

/// <summary>HTTP clients without further ado.</summary>
internal sealed class PlainClients : IHttpClientFactory, IDisposable
{
    private readonly SocketsHttpHandler _handler = new();

    public HttpClient CreateClient(string name) => new(_handler, disposeHandler: false);

    public void Dispose() => _handler.Dispose();
}
