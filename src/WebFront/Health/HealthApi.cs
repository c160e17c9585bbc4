using Microsoft.AspNetCore.Http.HttpResults;

namespace OrleansCalls.WebFront.Health;

/// <summary>What an orchestrator asks: does the process live, and may it be sent traffic?</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Operations");
        health.MapGet("/live", Live)
            .WithSummary("Whether the process lives; asks nobody else");
        health.MapGet("/ready", ReadyAsync)
            .WithSummary("Whether grains and their database answer")
            .Produces<HealthResponse>(StatusCodes.Status503ServiceUnavailable);
    }

    private static Ok<HealthResponse> Live() => TypedResults.Ok(new HealthResponse("live", null));

    private static async Task<Results<Ok<HealthResponse>, JsonHttpResult<HealthResponse>>> ReadyAsync(
        Readiness readiness, CancellationToken cancellationToken) =>
        await readiness.WhyNotAsync(cancellationToken) is { } reason
            ? TypedResults.Json(new HealthResponse("not ready", reason), statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Ok(new HealthResponse("ready", null));
}
