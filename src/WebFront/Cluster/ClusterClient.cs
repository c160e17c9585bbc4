using Orleans.Configuration;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.WebFront.Cluster;

/// <summary>The way to the silos, for a front that is a program of its own.</summary>
public static class ClusterClient
{
    /// <summary>The name of cluster and service, the same for silos and fronts; part of the stored rows, so it never changes.</summary>
    public const string ClusterName = "orleans-calls";

    private const string ClusteringKey = "Cluster:Clustering";

    /// <summary>Adds Orleans' client; how silos are found is <c>Cluster:Clustering</c>: <c>AdoNet</c> (default) or <c>Localhost</c>.</summary>
    internal static void AddClusterClient(this WebApplicationBuilder builder, SettingsReader settings)
    {
        var clustering = settings.Optional(ClusteringKey) ?? "AdoNet";
        string? database = null;
        if (clustering is "AdoNet")
            database = DatabaseUrl.Read(settings);
        else if (clustering is not "Localhost")
            settings.Complaints.Add(ClusteringKey, "is neither AdoNet nor Localhost");

        var tls = ClusterTls.Read(settings);

        // Kestrel starts beside the client, not after it: a front that waits for its first silo lives, but is not ready.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.Services.AddOutageExceptions();
        builder.UseOrleansClient(client =>
        {
            if (database is null)
                client.UseLocalhostClustering();
            else
                client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", database));

            if (tls is not null)
                client.UseTls(tls.Configure);

            client.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (ClusterName, ClusterName));
            client.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromSeconds(5));
            client.Configure<GatewayOptions>(o => o.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
            client.UseConnectionRetryFilter<FirstSilo>();
        });
    }
}
