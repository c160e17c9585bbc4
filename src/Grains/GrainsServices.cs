using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Sessions;
using OrleansCalls.Grains.Summaries;
using OrleansCalls.Grains.Sweeping;

namespace OrleansCalls.Grains;

/// <summary>What the grains need from the container, but for the seams that the host fills.</summary>
public static class GrainsServices
{
    /// <summary>Adds the call's parts. The host adds the seams: rooms, agents, recorders, stores and the model.</summary>
    public static IServiceCollection AddCallGrains(this IServiceCollection services)
    {
        services.TryAddSingleton(new CallTimings());
        services.TryAddSingleton(new CallClock(TimeProvider.System));
        services.TryAddSingleton(new SweepOptions());
        services.TryAddSingleton(new StrayOptions());
        services.TryAddSingleton(new RetentionOptions());
        services.TryAddSingleton(new WebhookOptions());
        services.TryAddSingleton(new CallAddresses(null));
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton<CallMeter>()
            .AddSingleton<RecordingMeter>()
            .AddSingleton<AgentMeter>()
            .AddSingleton<SweepMeter>()
            .AddSingleton<DeliveryMeter>()
            .AddSingleton<LookQueue>()
            .AddSingleton<CallWork>()
            .AddSingleton<RoomWork>()
            .AddSingleton<AgentWork>()
            .AddSingleton<RecordingWork>()
            .AddSingleton<SummaryWork>()
            .AddSingleton<SessionWork>()
            .AddSingleton<ErasureWork>()
            .AddSingleton<OlderErasure>()
            .AddSingleton<Sweep>()
            .AddSingleton<StrayLook>()
            .AddSingleton<Retention>()
            .AddSingleton<WebhookDispatch>()
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(s => s.GetRequiredService<Sweep>())
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(s => s.GetRequiredService<StrayLook>())
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(s => s.GetRequiredService<Retention>())
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(s => s.GetRequiredService<WebhookDispatch>());
    }

    /// <summary>
    /// Has everything that is counted shown as 0 from the start: of a series that begins with 1, whoever watches it does not see that
    /// it rose.
    /// </summary>
    public static void StartCounting(this IServiceProvider services)
    {
        _ = services.GetRequiredService<CallMeter>();
        _ = services.GetRequiredService<SummaryMeter>();
        _ = services.GetRequiredService<SweepMeter>();
        _ = services.GetRequiredService<DeliveryMeter>();
    }
}
