using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OrleansCalls.DevStack.Network;

/// <summary>
/// Loopback ports for servers. They lie below the range that Linux gives to outgoing connections, so that a port stays free
/// between its choice and its use, and while a test has stopped the server that owns it.
/// </summary>
public static class FreePort
{
    private const int First = 20_000;
    private const int Last = 32_000;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>A port that nobody listens on and that this process was not given before.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            if (IsFree(port) && Given.TryAdd(port, true))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Any, port) { ExclusiveAddressUse = true };
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
