using OpenTelemetry.Exporter;
using OrleansCalls.WebFront.Auth;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Limits;

namespace OrleansCalls.WebFront.Operations;

/// <summary>What Prometheus reads. For operators alone: how many calls there are is the business's own.</summary>
internal static class MetricsApi
{
    public static void MapMetrics(this WebApplication app)
    {
        var exporter = ((IApplicationBuilder)app).New().UseOpenTelemetryPrometheusScrapingEndpoint(_ => true).Build();
        app.MapGet("/metrics", (Delegate)ReadAsync).WithTags("Operations").RequireAuthorization(AuthSetup.Operators)
            .WithSummary("Read the metrics of this process")
            .WithDescription("In Prometheus' text format, or OpenMetrics where `Accept` asks for it. docs/operations.md says what each means.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain")
            .Fails(401);
        _ = app.Services.GetRequiredService<RefusalMeter>(); // shown as 0 before anything is counted

        Task ReadAsync(HttpContext context)
        {
            context.Response.Headers.CacheControl = "no-store";
            return exporter(context);
        }
    }
}
