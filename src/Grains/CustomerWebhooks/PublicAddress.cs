using System.Net;
using System.Net.Sockets;

namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>
/// Which addresses belong to the public internet, by IANA's registries of special-purpose addresses. Anything else – private,
/// loopback, link-local, shared, multicast, reserved, documentation, benchmarking – may be a machine of our own.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] s_notPublic4 =
    [
        IPNetwork.Parse("0.0.0.0/8"), // this network
        IPNetwork.Parse("10.0.0.0/8"), // private
        IPNetwork.Parse("100.64.0.0/10"), // shared, behind a carrier's translation
        IPNetwork.Parse("127.0.0.0/8"), // loopback
        IPNetwork.Parse("169.254.0.0/16"), // link-local, where clouds keep their metadata
        IPNetwork.Parse("172.16.0.0/12"), // private
        IPNetwork.Parse("192.0.0.0/24"), // protocol assignments
        IPNetwork.Parse("192.0.2.0/24"), // documentation
        IPNetwork.Parse("192.88.99.0/24"), // relays of 6to4, given up
        IPNetwork.Parse("192.168.0.0/16"), // private
        IPNetwork.Parse("198.18.0.0/15"), // benchmarking
        IPNetwork.Parse("198.51.100.0/24"), // documentation
        IPNetwork.Parse("203.0.113.0/24"), // documentation
        IPNetwork.Parse("224.0.0.0/4"), // multicast
        IPNetwork.Parse("240.0.0.0/4"), // reserved, and broadcast
    ];

    // Only this block is handed out; loopback, unique local, link-local, multicast and mapped addresses lie outside.
    private static readonly IPNetwork s_global6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] s_notPublic6 =
    [
        IPNetwork.Parse("2001::/23"), // protocol assignments: Teredo, benchmarking, ORCHID
        IPNetwork.Parse("2001:db8::/32"), // documentation
        IPNetwork.Parse("2002::/16"), // 6to4, which carries an IPv4 address; given up
        IPNetwork.Parse("3fff::/20"), // documentation
    ];

    // How a network without IPv4 reaches a host that has nothing else.
    private static readonly IPNetwork s_translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether the address belongs to the public internet, an IPv4 address within an IPv6 one included.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return IsPublic(address.MapToIPv4());
        }

        if (address.AddressFamily is AddressFamily.InterNetwork)
        {
            return !s_notPublic4.Any(n => n.Contains(address));
        }

        return s_translated.Contains(address)
            ? IsPublic(new IPAddress(address.GetAddressBytes().AsSpan(12)))
            : s_global6.Contains(address) && !s_notPublic6.Any(n => n.Contains(address));
    }
}
