using System.Data.Common;
using System.Net.Sockets;
using Orleans.Runtime;

namespace OrleansCalls.WebFront.Answers;

/// <summary>Tells an outage, which passes, from a bug.</summary>
internal static class Outage
{
    /// <summary>Whether a silo, the way to it, or its storage was away.</summary>
    public static bool Explains(Exception exception) => exception switch
    {
        TimeoutException or OrleansException or DbException or SocketException or IOException => true,
        { InnerException: { } inner } => Explains(inner),
        _ => false,
    };

    /// <summary>Whether asking again, with the same command id, may help at once.</summary>
    public static bool MayPassAtOnce(Exception exception) => exception
        is TimeoutException
        or OrleansMessageRejectionException // includes SiloUnavailableException
        or GatewayTooBusyException
        or Orleans.Runtime.Messaging.ConnectionFailedException
        or Orleans.Storage.InconsistentStateException; // the activation that lost a race is gone; the next one reads what is true
}
