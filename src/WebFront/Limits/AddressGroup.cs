using System.Net;
using System.Net.Sockets;

namespace OrleansCalls.WebFront.Limits;

/// <summary>
/// What is counted for an address is counted for its group: one of 65,536, drawn anew at each start of the program. So however many
/// addresses there are, what is kept of them does not grow, and nobody can choose whom to share a group with. Addresses of IPv6
/// count by their first 64 bits, which is what one customer of a network has.
/// </summary>
internal static class AddressGroup
{
    public const int Count = 65_536;

    public static int Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    public static int Of(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is { IsIPv4MappedToIPv6: true })
            address = address.MapToIPv4();
        if (address?.TryWriteBytes(bytes, out var length) is not true)
            return 0;
        var hash = default(HashCode); // seeded at random
        hash.AddBytes(bytes[..(address.AddressFamily is AddressFamily.InterNetworkV6 ? 8 : length)]);
        return (int)((uint)hash.ToHashCode() % Count);
    }
}
