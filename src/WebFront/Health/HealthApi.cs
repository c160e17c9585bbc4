using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.WebFront.Auth;
using OrleansCalls.WebFront.Documentation;

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
            .WithDescription("Why not is told to operators alone, and to the log.")
            .WithMetadata(new DocumentedParameter(AuthSetup.OperatorHeader, InHeader: true, "An operator's key", "…"))
            .Produces<HealthResponse>(StatusCodes.Status503ServiceUnavailable);
    }

    private static Ok<HealthResponse> Live() => TypedResults.Ok(new HealthResponse("live", null));

    private static async Task<Results<Ok<HealthResponse>, JsonHttpResult<HealthResponse>>> ReadyAsync(Readiness readiness, HttpContext context)
    {
        if (await readiness.WhyNotAsync(context.RequestAborted) is not { } reason)
            return TypedResults.Ok(new HealthResponse("ready", null));
        var shown = await context.IsOperatorAsync() ? reason : null;
        return TypedResults.Json(new HealthResponse("not ready", shown), statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
