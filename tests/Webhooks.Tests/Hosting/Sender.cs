using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.Silo.Configuration;
using OrleansCalls.Silo.CustomerWebhooks;

namespace OrleansCalls.Webhooks.Tests.Hosting;

/// <summary>The sender as the silo has it.</summary>
internal sealed class Sender : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="options">How it sends; private targets are allowed unless it says otherwise.</param>
    /// <param name="lookUp">Stands for the name servers.</param>
    public Sender(WebhookOptions? options = null, Func<string, CancellationToken, Task<IPAddress[]>>? lookUp = null)
    {
        options ??= new WebhookOptions { AllowPrivateTargets = true };
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddCustomerWebhooks(new SiloSettings { Database = "", MigrateAtStart = false, WebEnabled = false, AgentName = "" });
        if (lookUp is not null)
            services.AddHttpClient(WebhookSender.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => WebhookServices.Handler(options, lookUp));
        _services = services.BuildServiceProvider();
        Real = _services.GetRequiredService<IWebhookSender>();
    }

    public IWebhookSender Real { get; }

    public string Secret { get; } = NewWebhookSecret.Make().Value;

    public Task<Attempt> SendAsync(string url, string payload = """{"type":"call.started","timestamp":"2026-01-01T00:00:00Z","data":{}}""") => Real.SendAsync(
        new DueEndpoint
        {
            Id = Guid.NewGuid(),
            Url = url,
            Secrets = [Secret],
            Failures = 0,
            IsTroubled = false,
            LeasedUntil = DateTimeOffset.MaxValue,
        },
        new DueDelivery(Guid.NewGuid(), "evt_1", payload, 0, TimeSpan.Zero),
        TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
