using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Summaries;
using OrleansCalls.LiveKit;
using OrleansCalls.Silo.Configuration;
using OrleansCalls.Silo.Hosting;
using OrleansCalls.Silo.LanguageModel;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Silo.S3;
using OrleansCalls.WebFront;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Silo.Doctor;

/// <summary>The <c>doctor</c> verb: tries everything that the settings name, says what is wrong, and leaves nothing behind.</summary>
internal static class DoctorCommand
{
    /// <summary>Runs it until it has ended or is told to stop, and then cleans up.</summary>
    /// <returns>The program's exit code: 0 when nothing failed.</returns>
    public static async Task<int> RunAsync(IConfiguration configuration)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await RunAsync(configuration, Console.Out, new DoctorTimings(), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>Runs it.</summary>
    /// <returns>The program's exit code: 0 when nothing failed.</returns>
    public static async Task<int> RunAsync(
        IConfiguration configuration, TextWriter output, DoctorTimings timings, CancellationToken cancellationToken)
    {
        var reader = new SettingsReader(configuration);
        var settings = SiloSettings.Read(reader);
        if (settings.WebEnabled)
        {
            WebFrontSetup.CheckSettings(reader);
        }

        if (reader.Complaints.Any)
        {
            await output.WriteLineAsync(reader.Complaints.ToString());
            return 1;
        }

        await using var services = Services(settings, configuration);
        var report = new Report(output, Secrets(settings, services, reader));
        await report.AddAsync(new Finding(Verdict.Passed, "settings", settings.WebEnabled
            ? "complete and well-formed"
            : "complete and well-formed, those of the front not looked at: Web:Enabled is not set"));
        var steps = new Steps(report, TimeProvider.System);
        try
        {
            await CheckAsync(settings, services, steps, timings, cancellationToken);
        }
        finally
        {
            await steps.CleanUpAsync();
        }

        await output.WriteLineAsync(report.Failures is 0 ? "All is well." : $"{report.Failures} failed.");
        return report.Failures is 0 ? 0 : 1;
    }

    private static async Task CheckAsync(
        SiloSettings settings, IServiceProvider services, Steps steps, DoctorTimings timings, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<NpgsqlDataSource>();
        var databaseCheck = new DatabaseCheck(database);
        var isDatabaseGood = await steps.RunAsync("database", timings.Answer, DatabaseUrl.Key, databaseCheck.ReachAsync, cancellationToken)
            && await steps.RunAsync("migrations", timings.Answer, DatabaseUrl.Key, databaseCheck.MigratedAsync, cancellationToken)
            && await steps.RunAsync("rights", timings.Answer, DatabaseUrl.Key, databaseCheck.RightsAsync, cancellationToken);

        var service = new ServiceCheck(services.GetRequiredService<IHttpClientFactory>(), settings.PublicBaseUrl);
        var isServiceGood = await steps.RunAsync("service", timings.Answer, "PUBLIC_BASE_URL", service.ReadyAsync, cancellationToken);

        var isLiveKitGood = false;
        if (settings.LiveKit is null)
        {
            await steps.OffAsync("livekit", "LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET are not set: no calls");
        }
        else
        {
            var livekit = new LiveKitCheck(
                services.GetRequiredService<ILiveKitClient>(), new WebhookProbes(database), steps, timings, TimeProvider.System);
            isLiveKitGood = await livekit.RunAsync(
                isDatabaseGood, $"{settings.PublicBaseUrl ?? "https://…"}/api/livekit/webhook", cancellationToken);
        }

        if (settings.Bucket is null)
        {
            await steps.OffAsync("bucket", "RECORDING_S3_… are not set: calls are not recorded");
        }
        else
        {
            await CheckRecordingAsync(
                settings.Bucket, services, steps, timings, isLiveKitGood && isServiceGood ? service.Page : null, cancellationToken);
        }

        var model = services.GetRequiredService<ISummaryModel>();
        if (model.IsConfigured)
        {
            await steps.RunAsync("model", timings.Model, LanguageModelOptions.BaseUrlSetting, new ModelCheck(model).AskAsync, cancellationToken);
        }
        else
        {
            await steps.OffAsync("model", "OPENAI_API_KEY is not set: summaries are made by rule");
        }
    }

    /// <param name="page">What can be recorded; null where LiveKit or the service are not there.</param>
    private static async Task CheckRecordingAsync(
        BucketSettings settings, IServiceProvider services, Steps steps, DoctorTimings timings, string? page, CancellationToken cancellationToken)
    {
        var bucket = new BucketCheck(
            services.GetRequiredService<IRecordingStore>(), settings, services.GetRequiredService<IHttpClientFactory>(), TimeProvider.System);
        var isBucketGood = await steps.RunAsync("bucket", timings.Answer, "RECORDING_S3_ENDPOINT", bucket.ReachAsync, cancellationToken);
        if (!isBucketGood || page is null)
        {
            await steps.SkipAsync("recording", isBucketGood ? "needs LiveKit and the service" : "needs the bucket");
            return;
        }

        var egress = new EgressCheck(services.GetRequiredService<ILiveKitClient>(), settings, timings, TimeProvider.System);
        steps.Leaves($"the object {bucket.Key}", bucket.RemoveAsync);
        steps.Leaves("an egress", stop => egress.UndoAsync(bucket.Key, stop));
        if (await steps.RunAsync(
                "recording", timings.EgressStart + timings.Egress + timings.Egress, "LIVEKIT_URL",
                stop => egress.RecordAsync(page, bucket.Key, stop), cancellationToken)
            && await steps.RunAsync("link", timings.Answer, "RECORDING_S3_ENDPOINT", bucket.PlayAsync, cancellationToken))
        {
            await steps.RunAsync("removal", timings.Answer, "RECORDING_S3_ENDPOINT", bucket.RemoveAsync, cancellationToken);
        }
    }

    private static ServiceProvider Services(SiloSettings settings, IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton(_ => CallDatabase.Open(settings.Database)).AddLanguageModel(configuration);
        services.AddHttpClient(ServiceCheck.HttpClientName, http => http.Timeout = Timeout.InfiniteTimeSpan); // each check has a limit
        if (settings.LiveKit is { } livekit)
        {
            services.AddLiveKitClient(livekit);
        }

        if (settings.Bucket is { } bucket)
        {
            services.AddSingleton<IRecordingStore>(_ => new RecordingStore(bucket));
        }

        return services.BuildServiceProvider();
    }

    // Each of two that are good at once is a secret of its own, and so is each line of a key in PEM.
    private static List<string> Secrets(SiloSettings settings, IServiceProvider services, SettingsReader reader) =>
    [
        .. new[]
        {
            new NpgsqlConnectionStringBuilder(settings.Database).Password,
            settings.LiveKit?.ApiSecret,
            settings.Bucket?.Secret,
            services.GetRequiredService<IOptions<LanguageModelOptions>>().Value.ApiKey,
            reader.Optional("AUTH_JWT_SECRET"),
        }.OfType<string>(),
        .. reader.List("VOICE_AGENT_SECRET"),
        .. reader.List("OPERATOR_SECRET"),
        .. reader.List("Webhooks:SecretsKey"),
        .. reader.Optional("Cluster:Tls:Key")?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
    ];
}
