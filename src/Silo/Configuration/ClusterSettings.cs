using System.Net;
using OrleansCalls.WebFront.Cluster;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Silo.Configuration;

/// <summary>How a silo meets others, and how it is reached by them and by fronts.</summary>
internal sealed record ClusterSettings
{
    private const int MostPort = 65_535;

    /// <summary><c>Cluster:Clustering</c> <c>Localhost</c>: one silo alone. Otherwise silos meet in the database.</summary>
    public bool Alone { get; init; }

    /// <summary><c>Cluster:SiloPort</c>: where other silos reach this one; 0: any free port.</summary>
    public int SiloPort { get; init; }

    /// <summary><c>Cluster:GatewayPort</c>: where fronts reach it; 0: any free port.</summary>
    public int GatewayPort { get; init; }

    /// <summary><c>Cluster:AdvertisedAddress</c>: the address that it tells others; it listens at every address unless that is loopback.</summary>
    public IPAddress AdvertisedAddress { get; init; } = IPAddress.Loopback;

    /// <summary><c>Cluster:Tls:…</c>: how connections of silos and fronts are kept to them; null: not at all.</summary>
    public ClusterTls? Tls { get; init; }

    /// <summary>Reads the settings; what is wrong with them is gathered in the reader's complaints.</summary>
    public static ClusterSettings Read(SettingsReader settings)
    {
        var clustering = settings.Optional("Cluster:Clustering");
        if (clustering is not (null or "AdoNet" or "Localhost"))
        {
            settings.Complaints.Add("Cluster:Clustering", "is neither Localhost nor AdoNet");
        }

        var (silo, gateway) = (settings.Number("Cluster:SiloPort", 0, 0, MostPort), settings.Number("Cluster:GatewayPort", 0, 0, MostPort));
        if (silo > 0 && silo == gateway)
        {
            settings.Complaints.Add("Cluster:GatewayPort", "is the same as Cluster:SiloPort");
        }

        return new ClusterSettings
        {
            Alone = clustering is "Localhost",
            SiloPort = silo,
            GatewayPort = gateway,
            AdvertisedAddress = Address(settings),
            Tls = ClusterTls.Read(settings),
        };
    }

    private static IPAddress Address(SettingsReader settings)
    {
        const string key = "Cluster:AdvertisedAddress";
        if (settings.Optional(key) is not { } text)
        {
            return IPAddress.Loopback;
        }

        // "10" and "0x7f.1" are addresses to the parser, and to nobody else.
        if (IPAddress.TryParse(text, out var address) && (text.Contains(':', StringComparison.Ordinal) || text.Count(c => c is '.') is 3))
        {
            if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            {
                settings.Complaints.Add(key, "is no address of one machine: give the one at which others reach this silo");
            }

            return address;
        }

        settings.Complaints.Add(key, "is not an IP address");
        return IPAddress.Loopback;
    }
}
