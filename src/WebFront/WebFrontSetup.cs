using Microsoft.Extensions.DependencyInjection.Extensions;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Auth;
using OrleansCalls.WebFront.Calls;
using OrleansCalls.WebFront.Configuration;
using OrleansCalls.WebFront.CustomerWebhooks;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Erasure;
using OrleansCalls.WebFront.Events;
using OrleansCalls.WebFront.Exposure;
using OrleansCalls.WebFront.Fred;
using OrleansCalls.WebFront.Health;
using OrleansCalls.WebFront.Limits;
using OrleansCalls.WebFront.Operations;
using OrleansCalls.WebFront.Recordings;
using OrleansCalls.WebFront.Requests;
using OrleansCalls.WebFront.Starts;
using OrleansCalls.WebFront.Summaries;
using OrleansCalls.WebFront.Transcripts;
using OrleansCalls.WebFront.Webhooks;
using Scalar.AspNetCore;

namespace OrleansCalls.WebFront;

/// <summary>The HTTP front as a part of a program: of its own, or of the silo's, where grains are called without a gateway.</summary>
public static class WebFrontSetup
{
    /// <summary>
    /// Adds what the front needs beside an <see cref="IGrainFactory"/>. Complaints about its settings are gathered in
    /// <paramref name="settings"/>: build and run the program only when there are none.
    /// </summary>
    public static WebApplicationBuilder AddWebFront(this WebApplicationBuilder builder, SettingsReader settings)
    {
        var front = WebFrontSettings.Read(settings);
        builder.AddOperations(front.Limits, front.OperatorSecrets, front.TrustedProxies);
        var services = builder.Services;
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true); // to the one exception handler
        services.AddBrowserOrigins(front.CorsOrigins);
        services.AddCallerAuth(front);
        services.AddRateLimits(front.Limits);
        services.AddSingleton<BodyMemory>();
        services.AddApiDescription();
        services.AddSingleton(provider => new LiveKitAccess(front.LiveKit, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CallAccess>();
        services.TryAddSingleton(new EventOptions());
        services.AddSingleton<CallWatches>();
        services.AddSingleton<StreamPlaces>();
        services.AddSingleton<StreamMeter>();
        services.AddSingleton<EgressPatience>();
        services.AddSingleton<RecorderWait>();
        services.AddSingleton<CallStarter>();
        services.AddSingleton<SummaryDesk>();
        services.AddSingleton<ErasureDesk>();
        services.AddSingleton<SummaryRemake>();
        services.AddSingleton<WebhookMeter>();
        services.AddSingleton<WebhookIntake>();
        return builder;
    }

    /// <summary>Complains about the front's settings without building it.</summary>
    public static void CheckSettings(SettingsReader settings) => _ = WebFrontSettings.Read(settings);

    /// <summary>Maps every route of the front, with its authorization and its answers to errors.</summary>
    public static WebApplication MapWebFront(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseRefusalLog();
        app.UseExceptionHandler();
        app.UseStatusCodePages(EmptyAnswers.FillAsync);
        app.UseCors();
        app.UseAuthorization();
        app.UseRateLimiter(); // after those who may not ask at all
        app.UseRoomNames();

        app.MapFred();
        app.MapWebhooks();
        app.MapCalls();
        app.MapEvents();
        app.MapTranscripts();
        app.MapRecordings();
        app.MapErasure();
        app.MapSummaries();
        app.MapCustomerWebhooks();
        app.MapWebhookDeliveries();
        app.MapHealth();
        app.MapMetrics();
        app.MapOpenApi();
        app.MapScalarApiReference("/docs", page => page // from this program alone: no fonts, news or assistants of others
            .WithTitle("OrleansCalls")
            .WithNonce()
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp());
        _ = app.Services.GetRequiredService<StreamMeter>(); // shown as 0 before anything is counted
        _ = app.Services.GetRequiredService<WebhookMeter>();
        return app;
    }
}
