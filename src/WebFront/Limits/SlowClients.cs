using Microsoft.AspNetCore.Server.Kestrel.Core;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Limits;

/// <summary>
/// What Kestrel takes from clients that dawdle. Left as they are: who takes less than 240 bytes a second of an answer is cut off,
/// headers have at most 32 KB, and an idle connection is kept for 130 s, which is longer than proxies keep theirs: a proxy must never
/// meet a connection that is just being closed.
/// </summary>
internal static class SlowClients
{
    public static void TakeNoMoreThan(this KestrelServerLimits kestrel, FrontLimits limits)
    {
        kestrel.MaxConcurrentConnections = limits.Connections; // unlimited, were it not set: each costs some KB
        kestrel.MaxRequestBodySize = BodyLimit.Drained;

        // Headers are a few KB and come at once; 30 s, which is the default, is three times as many idle hands.
        kestrel.RequestHeadersTimeout = TimeSpan.FromSeconds(10);

        // 240 bytes a second, which is the default, would let a body of 4 MB take five hours; see RawBody for the longest of all.
        kestrel.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(10));
    }
}
