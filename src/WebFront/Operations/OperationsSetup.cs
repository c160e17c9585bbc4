using System.Security.Authentication;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Auth;
using OrleansCalls.WebFront.Calls;
using OrleansCalls.WebFront.Configuration;
using OrleansCalls.WebFront.Exposure;
using OrleansCalls.WebFront.Health;
using OrleansCalls.WebFront.Limits;
using IPNetwork = System.Net.IPNetwork;

namespace OrleansCalls.WebFront.Operations;

/// <summary>What every program serves to operators and orchestrators: its health and its metrics; and what that needs.</summary>
public static class OperationsSetup
{
    /// <summary>Adds it to a program without the front. Complaints about its settings are gathered in <paramref name="settings"/>.</summary>
    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder, SettingsReader settings) =>
        builder.AddOperations(new FrontLimits(), WebFrontSettings.ReadOperatorSecrets(settings), TrustedProxies.Read(settings));

    internal static WebApplicationBuilder AddOperations(
        this WebApplicationBuilder builder, FrontLimits limits, IReadOnlyList<string> operatorSecrets, IReadOnlyList<IPNetwork> trustedProxies)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureHttpsDefaults(https => https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13); // whatever the machine allows
            kestrel.Limits.TakeNoMoreThan(limits);
        });

        builder.AddCallLogs();
        var services = builder.Services;
        services.AddCallMetrics(); // first: what is counted before somebody listens is lost
        services.AddSingleton(TimeProvider.System);
        services.AddProblemDetails();
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.AddTrustedProxies(trustedProxies);
        services.AddOperatorAuth(operatorSecrets);
        services.AddSingleton(limits);
        services.AddSingleton<FailedSignIns>();
        services.AddSingleton<RefusalMeter>();
        services.AddSingleton<RefusalLog>();
        services.AddSingleton<GrainCalls>();
        services.AddSingleton<Readiness>();
        return builder;
    }

    /// <summary>Maps it in a program without the front.</summary>
    public static WebApplication MapOperations(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseRefusalLog();
        app.UseExceptionHandler();
        app.UseStatusCodePages(EmptyAnswers.FillAsync);
        app.UseAuthorization();
        app.MapHealth();
        app.MapMetrics();
        return app;
    }
}
