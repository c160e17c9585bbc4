using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace OrleansCalls.WebFront.Operations;

/// <summary>Which meters are exposed. The table of what they measure is in docs/operations.md.</summary>
internal static class MetricsSetup
{
    /// <summary>
    /// Our own, by the names that they share; the runtime's, ASP.NET's, Orleans' and Npgsql's. Not that of HTTP clients: its
    /// labels name every host, and users choose the hosts of their webhooks.
    /// </summary>
    private static readonly string[] s_meters =
    [
        "OrleansCalls.*", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.Orleans", "Npgsql",
    ];

    /// <summary>Of Orleans' more than a hundred, those that tell of trouble, or of how much there is to do.</summary>
    private static readonly HashSet<string> s_ofOrleans = new(StringComparer.Ordinal)
    {
        "orleans-app-requests-timedout", "orleans-catalog-activations", "orleans-catalog-activation-failed-to-activate",
        "orleans-catalog-activation-concurrent-registration-attempts", "orleans-client-connected-gateways", "orleans-gateway-connected-clients",
        "orleans-gateway-load-shedding", "orleans-messaging-expired", "orleans-messaging-rejected", "orleans-scheduler-long-running-turns",
        "orleans-storage-read-errors", "orleans-storage-read-latency", "orleans-storage-write-errors", "orleans-storage-write-latency",
    };

    /// <summary>Of Npgsql's, those that mean something without the pool's name.</summary>
    private static readonly HashSet<string> s_ofNpgsql = new(StringComparer.Ordinal)
    {
        "db.client.operation.duration", "db.client.connection.npgsql.create_time", "db.client.connection.npgsql.pending_requests",
        "db.client.connection.npgsql.timeouts",
    };

    public static void AddCallMetrics(this IServiceCollection services) => services.AddOpenTelemetry().WithMetrics(metrics => metrics
        .AddMeter(s_meters)
        .AddView(View)
        .AddPrometheusExporter(exporter => (exporter.ScopeInfoEnabled, exporter.TargetInfoEnabled) = (false, false)));

    // A pool is named by its connection string: that stays here.
    private static MetricStreamConfiguration? View(Instrument instrument) => instrument.Meter.Name switch
    {
        "Microsoft.Orleans" when !s_ofOrleans.Contains(instrument.Name) => MetricStreamConfiguration.Drop,
        "Npgsql" when !s_ofNpgsql.Contains(instrument.Name) => MetricStreamConfiguration.Drop,
        "Npgsql" => new MetricStreamConfiguration { TagKeys = ["error.type"] },
        _ => null,
    };
}
