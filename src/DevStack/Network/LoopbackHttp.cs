namespace OrleansCalls.DevStack.Network;

/// <summary>HTTP to servers on this machine: past any proxy that the environment names.</summary>
internal static class LoopbackHttp
{
    public static HttpClient Client(TimeSpan timeout) => new(new SocketsHttpHandler { UseProxy = false }) { Timeout = timeout };
}
