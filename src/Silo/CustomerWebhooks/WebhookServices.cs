using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Silo.Configuration;
using OrleansCalls.Silo.Postgres;

namespace OrleansCalls.Silo.CustomerWebhooks;

/// <summary>Registers what users' webhooks need.</summary>
internal static class WebhookServices
{
    private const int MostHeaderKilobytes = 16;
    private const int MostDrainedBytes = 16 * 1024;

    public static IServiceCollection AddCustomerWebhooks(this IServiceCollection services, SiloSettings settings)
    {
        services.TryAddSingleton(settings.Webhooks.Options.At(settings.TimeScale));
        services.TryAddSingleton(new CallAddresses(settings.PublicBaseUrl));
        services.AddSingleton(new WebhookSecrets(settings.Webhooks.Keys))
            .AddSingleton<IWebhookTables, WebhookTables>()
            .AddSingleton<IDueDeliveries, DueDeliveries>()
            .AddSingleton<IWebhookSender, WebhookSender>();

        // A URL may hold a key: nothing of these requests is logged.
        services.AddHttpClient(WebhookSender.HttpClientName, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(s => Handler(s.GetRequiredService<WebhookOptions>(), Dns.GetHostAddressesAsync))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        return services;
    }

    /// <summary>The way out. A connection lives for a minute only, so that a change of address is noticed, and checked.</summary>
    internal static SocketsHttpHandler Handler(WebhookOptions options, Func<string, CancellationToken, Task<IPAddress[]>> lookUp)
    {
        var guard = new GuardedConnect(options.AllowPrivateTargets, lookUp);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false, // a proxy of the environment's would make the connections in our place, unguarded
            Credentials = null,
            ConnectTimeout = options.ConnectTimeout,
            ConnectCallback = (context, cancellationToken) => guard.ConnectAsync(context.DnsEndPoint, cancellationToken),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            EnableMultipleHttp2Connections = true,
            MaxResponseHeadersLength = MostHeaderKilobytes,
            MaxResponseDrainSize = MostDrainedBytes,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        };
    }
}
