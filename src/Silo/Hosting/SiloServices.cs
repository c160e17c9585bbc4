using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using OrleansCalls.Grains;
using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Limits;
using OrleansCalls.Grains.Queries;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Sessions;
using OrleansCalls.Grains.Sweeping;
using OrleansCalls.Grains.Transcripts;
using OrleansCalls.LiveKit;
using OrleansCalls.Silo.Configuration;
using OrleansCalls.Silo.CustomerWebhooks;
using OrleansCalls.Silo.LanguageModel;
using OrleansCalls.Silo.LiveKitApi;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Silo.S3;

namespace OrleansCalls.Silo.Hosting;

/// <summary>What stands behind the grains' seams: Postgres, S3, LiveKit and the language model.</summary>
internal static class SiloServices
{
    private const string LiveKitHttp = "livekit";

    public static IServiceCollection AddCallOutside(
        this IServiceCollection services, SiloSettings settings, IConfiguration configuration)
    {
        services.TryAddSingleton(new CallTimings().At(settings.TimeScale));
        services.TryAddSingleton(new SweepOptions().At(settings.TimeScale));
        services.TryAddSingleton(new StrayOptions { CloseUnknown = settings.CloseUnknownRooms }.At(settings.TimeScale));
        services.TryAddSingleton(new RetentionOptions { Keep = settings.Retention });
        services.TryAddSingleton(settings.StartLimits);
        services.AddCustomerWebhooks(settings);
        services.AddCallGrains()
            .AddSingleton(settings)
            .AddSingleton(_ => CallDatabase.Open(settings.Database))
            .AddSingleton<ITranscriptStore, TranscriptStore>()
            .AddSingleton<ISessionStore, SessionStore>()
            .AddSingleton<ErasureStore>()
            .AddSingleton<IErasureStore>(s => s.GetRequiredService<ErasureStore>())
            .AddSingleton<IOlderErasureStore>(s => s.GetRequiredService<ErasureStore>())
            .AddSingleton<IExpiredCalls, ExpiredCallTables>()
            .AddSingleton<IDueCalls, DueCalls>()
            .AddSingleton<IRounds, Rounds>()
            .AddSingleton<IStoredCalls, StoredCalls>()
            .AddSingleton<ICallTables, CallTables>()
            .AddSingleton<IUserCalls, UserCallTables>()
            .AddLanguageModel(configuration);
        AddBucket(services, settings);
        AddLiveKit(services, settings);
        return services;
    }

    private static void AddBucket(IServiceCollection services, SiloSettings settings)
    {
        if (settings.Bucket is { } bucket)
        {
            services.AddSingleton<IRecordingStore>(_ => new RecordingStore(bucket));
        }
        else
        {
            services.AddSingleton<IRecordingStore, NoRecordingStore>();
        }
    }

    private static void AddLiveKit(IServiceCollection services, SiloSettings settings)
    {
        if (settings.LiveKit is not { } livekit)
        {
            services.AddSingleton<NoLiveKit>()
                .AddSingleton<ICallRooms>(s => s.GetRequiredService<NoLiveKit>())
                .AddSingleton<IAgents>(s => s.GetRequiredService<NoLiveKit>())
                .AddSingleton<IRecorders>(s => s.GetRequiredService<NoLiveKit>())
                .AddSingleton<ILiveKitLists>(s => s.GetRequiredService<NoLiveKit>());
            return;
        }

        services.AddLiveKitClient(livekit)
            .AddSingleton<ICallRooms, LiveKitRooms>()
            .AddSingleton<IAgents, LiveKitAgents>()
            .AddSingleton<IRecorders, LiveKitRecorders>()
            .AddSingleton<ILiveKitLists, LiveKitLists>();
    }

    /// <summary>LiveKit's API with these settings.</summary>
    public static IServiceCollection AddLiveKitClient(this IServiceCollection services, LiveKitOptions livekit)
    {
        // Each request has a time-out of its own: StartEgress may take more than a minute.
        // The one client lives as long as the silo; its connections do not, so that a change of address is noticed.
        services.AddHttpClient(LiveKitHttp, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        return services.AddSingleton<ILiveKitClient>(s => new LiveKitClient(
            s.GetRequiredService<IHttpClientFactory>().CreateClient(LiveKitHttp), livekit, TimeProvider.System));
    }
}
