using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using OrleansCalls.WebFront.Configuration;
using IPNetwork = System.Net.IPNetwork;

namespace OrleansCalls.WebFront.Exposure;

/// <summary>
/// The proxies that may say who a request comes from and by which scheme (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>): those
/// that <c>Web:TrustedProxies</c> names, none by default. Of a chain of addresses the last one that is no such proxy counts.
/// </summary>
internal static class TrustedProxies
{
    public const string Key = "Web:TrustedProxies";

    /// <summary>Reads addresses and networks; what is neither is a complaint.</summary>
    public static IReadOnlyList<IPNetwork> Read(SettingsReader settings)
    {
        var networks = settings.List(Key).Select(Parse).ToList();
        if (networks.Any(network => network is null))
            settings.Complaints.Add(Key, "is not a list of addresses and networks such as 10.0.0.5 or 10.0.0.0/8, separated by commas");
        else if (networks.Any(network => network is { PrefixLength: 0 }))
            settings.Complaints.Add(Key, "trusts every address");
        return [.. networks.OfType<IPNetwork>()];
    }

    // After whatever else sets these options: ASPNETCORE_FORWARDEDHEADERS_ENABLED would trust everybody.
    public static void AddTrustedProxies(this IServiceCollection services, IReadOnlyList<IPNetwork> proxies) =>
        services.PostConfigure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = proxies.Count > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in proxies)
                options.KnownIPNetworks.Add(network);
        });

    private static IPNetwork? Parse(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
