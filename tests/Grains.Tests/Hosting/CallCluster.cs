using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.TestingHost;
using OrleansCalls.DevStack.Postgres;
using OrleansCalls.DevStack.S3;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Grains.Sweeping;
using OrleansCalls.LiveKit;
using OrleansCalls.Silo.Configuration;
using OrleansCalls.Silo.Hosting;
using OrleansCalls.Silo.Migrations;

namespace OrleansCalls.Grains.Tests.Hosting;

/// <summary>A cluster of one silo in this process, on a migrated database of its own and on whatever servers a test wants.</summary>
internal sealed class CallCluster : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly InProcessTestCluster _cluster;

    private CallCluster(InProcessTestCluster cluster, string database) => (_cluster, Database) = (cluster, database);

    /// <summary>Npgsql's connection string.</summary>
    public string Database { get; }

    public ICallQueryGrain Queries => _cluster.Client.GetGrain<ICallQueryGrain>(0);

    /// <summary>Waits that belong to LiveKit's real time are cut short, so that a call made of polls alone ends within seconds.</summary>
    public static readonly CallTimings Hurried = new()
    {
        RoomLook = TimeSpan.FromSeconds(0.5),
        EgressLook = TimeSpan.FromSeconds(0.5),
        EgressStartGrace = TimeSpan.FromSeconds(0.5),
        EgressStartWindow = TimeSpan.FromSeconds(1),
        LostAnswerGrace = TimeSpan.FromSeconds(1),
        ListLag = TimeSpan.FromSeconds(0.5),
        QuietPeriod = TimeSpan.FromSeconds(0.5),
        RowPatience = TimeSpan.Zero,
    };

    public static async Task<CallCluster> StartAsync(
        PostgresDatabase database,
        LiveKitOptions? livekit = null,
        S3Server? s3 = null,
        CallTimings? timings = null,
        StrayOptions? strays = null,
        Action<IServiceCollection>? change = null)
    {
        await Migrator.MigrateAsync(database.ConnectionString, CancellationToken.None);
        var settings = new SiloSettings
        {
            Database = database.ConnectionString,
            MigrateAtStart = false,
            WebEnabled = false,
            LiveKit = livekit,
            Bucket = s3 is null ? null : new BucketSettings
            {
                AccessKey = s3.AccessKey,
                Secret = s3.Secret,
                Bucket = s3.Bucket,
                Region = s3.Region,
                Endpoint = new Uri(s3.Endpoint),
            },
            AgentName = "fred-cary-voice",
            PublicBaseUrl = "https://calls.example",
        };
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSiloHost((_, host) =>
        {
            host.Services
                .AddSingleton(timings ?? Hurried)
                .AddSingleton(strays ?? new StrayOptions())
                .AddCallOutside(settings, new ConfigurationBuilder().Build());
            change?.Invoke(host.Services);
        });
        builder.ConfigureSilo((_, silo) => silo.UseCallStorage());
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new CallCluster(cluster, database.ConnectionString);
    }

    public ICallGrain Call(string room) => _cluster.Client.GetGrain<ICallGrain>(RoomKey.For(room));

    /// <summary>Makes a round of the look for strays, now.</summary>
    public Task LookForStraysAsync() => _cluster.Silos[0].ServiceProvider.GetRequiredService<StrayLook>()
        .LookAsync(CancellationToken.None);

    /// <summary>Has a batch erased of the calls that ended before this time.</summary>
    public Task EraseEndedBeforeAsync(DateTimeOffset time) => _cluster.Silos[0].ServiceProvider.GetRequiredService<Retention>()
        .EraseAsync(time, CancellationToken.None);

    /// <summary>Ends the call's activation: the next one reads what is stored.</summary>
    public Task ForgetAsync(string room) => _cluster.DeactivateAsync(Call(room));

    /// <summary>The call as soon as it is so; fails when it is not within a minute.</summary>
    public async Task<CallSnapshot> WhenAsync(string room, Func<CallSnapshot, bool> isSo)
    {
        var deadline = TimeProvider.System.GetUtcNow() + s_patience;
        var call = await Call(room).GetAsync();
        while (call is null || !isSo(call))
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"Not so within a minute: {call}");
            call = await Call(room).WaitAsync(call?.Revision ?? 0, TimeSpan.FromSeconds(1));
        }

        return call;
    }

    /// <summary>Whether nothing is left to do for any call.</summary>
    public async Task<bool> IsSettledAsync()
    {
        await using var database = new NpgsqlConnection(Database);
        await database.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT NOT EXISTS (SELECT FROM orleans_storage WHERE due_at IS NOT NULL)", database);
        return await command.ExecuteScalarAsync() is true;
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }
}
