using System.Net;
using System.Net.Sockets;
using Npgsql;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Silo.Configuration;
using OrleansCalls.WebFront.Cluster;

namespace OrleansCalls.Silo.Hosting;

/// <summary>How a silo joins others and stores grains.</summary>
internal static class SiloClustering
{
    private const string Invariant = "Npgsql";

    public static void UseCallSilo(this ISiloBuilder silo, SiloSettings settings)
    {
        silo.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (ClusterClient.ClusterName, ClusterClient.ClusterName));
        silo.Services.AddOutageExceptions();
        silo.UseCallStorage();

        // The defaults leave a hung silo unnoticed for more than a minute, and block a restart on another port for 100 s.
        silo.Configure<ClusterMembershipOptions>(o =>
        {
            o.ProbeTimeout = TimeSpan.FromSeconds(2);
            o.NumMissedProbesLimit = 2;
            o.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            o.NumMissedTableIAmAliveLimit = 3;
            o.MaxProbeTimeout = TimeSpan.FromSeconds(5);
        });
        silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromSeconds(5));
        silo.Configure<GrainDirectoryOptions>(o => o.CacheSize = 100_000); // a million, the default, is hundreds of MB for whoever asks for many names
        silo.Configure<GrainCollectionOptions>(o => o.EnableActivationSheddingOnMemoryPressure = true);

        var cluster = settings.Cluster;
        if (cluster.Tls is { } tls)
        {
            silo.UseTls(tls.Configure);
        }

        var siloPort = cluster.SiloPort > 0 ? cluster.SiloPort : FreePort();
        var gatewayPort = cluster.GatewayPort > 0 ? cluster.GatewayPort : FreePort();
        if (cluster.Alone)
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: ClusterClient.ClusterName, clusterId: ClusterClient.ClusterName);
            return;
        }

        silo.UseAdoNetClustering(options => options.Configure<NpgsqlDataSource>((o, database) =>
        {
            o.Invariant = Invariant;
            o.DataSource = database;
        }));
        silo.ConfigureEndpoints(
            cluster.AdvertisedAddress, siloPort, gatewayPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(cluster.AdvertisedAddress));
    }

    /// <summary>Grain state in Postgres, as the JSON of <see cref="CallJson"/>.</summary>
    public static void UseCallStorage(this ISiloBuilder silo)
    {
        silo.Services.Configure<SystemTextJsonGrainStorageSerializerOptions>(o => CallJson.Configure(o.JsonSerializerOptions));
        silo.Services.AddSingleton<SystemTextJsonGrainStorageSerializer>();
        silo.AddAdoNetGrainStorageAsDefault(options => options.Configure<NpgsqlDataSource, SystemTextJsonGrainStorageSerializer>(
            (o, database, serializer) =>
            {
                o.Invariant = Invariant;
                o.DataSource = database;
                o.GrainStorageSerializer = serializer;
                o.DeleteStateOnClear = true;
            }));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
