using System.Net;
using System.Net.Sockets;
using OrleansCalls.Grains.CustomerWebhooks;

namespace OrleansCalls.Silo.CustomerWebhooks;

/// <summary>
/// Opens connections to public addresses only. The name is looked up here, once, and the connection is made to the very
/// addresses that were checked: a name that stands for another address a moment later changes nothing.
/// </summary>
/// <param name="allowPrivate">Whether every address is allowed.</param>
/// <param name="lookUp">Finds the addresses of a host name.</param>
internal sealed class GuardedConnect(bool allowPrivate, Func<string, CancellationToken, Task<IPAddress[]>> lookUp)
{
    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="RefusedTargetException">One of the host's addresses is not public.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(target.Host, out var address) ? [address] : await lookUp(target.Host, cancellationToken);
        if (!allowPrivate && !addresses.All(PublicAddress.IsPublic))
        {
            throw new RefusedTargetException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
