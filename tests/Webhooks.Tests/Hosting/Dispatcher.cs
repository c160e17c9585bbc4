using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans;
using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Silo.CustomerWebhooks;
using OrleansCalls.Silo.Postgres;

namespace OrleansCalls.Webhooks.Tests.Hosting;

/// <summary>A silo's part that delivers, started and stopped as the silo does it.</summary>
internal sealed class Dispatcher : ISiloLifecycle, IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly Sender _sender;
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly WebhookDispatch _dispatch;
    private ILifecycleObserver? _observer;

    private Dispatcher(string database, WebhookOptions options)
    {
        _database = CallDatabase.Open(database);
        _sender = new Sender(options);
        _dispatch = new WebhookDispatch(
            new DueDeliveries(_database, new WebhookSecrets([])),
            _sender.Real,
            new Rounds(_database),
            new DeliveryMeter(_meters.GetRequiredService<IMeterFactory>()),
            options,
            TimeProvider.System,
            NullLogger<WebhookDispatch>.Instance);
        _dispatch.Participate(this);
    }

    public int HighestCompletedStage => 0;

    public int LowestStoppedStage => 0;

    public IMeterFactory Meters => _meters.GetRequiredService<IMeterFactory>();

    public static async Task<Dispatcher> StartAsync(string database, WebhookOptions? options = null)
    {
        var dispatcher = new Dispatcher(database, options ?? new WebhookOptions { AllowPrivateTargets = true });
        await dispatcher._observer!.OnStart(TestContext.Current.CancellationToken);
        return dispatcher;
    }

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        _observer = observer;
        return new Unsubscribed();
    }

    public async ValueTask DisposeAsync()
    {
        await _observer!.OnStop(CancellationToken.None);
        _dispatch.Dispose();
        await _sender.DisposeAsync();
        await _meters.DisposeAsync();
        await _database.DisposeAsync();
    }

    private sealed class Unsubscribed : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
