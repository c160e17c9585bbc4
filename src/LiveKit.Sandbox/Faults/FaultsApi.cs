using Microsoft.AspNetCore.Http.HttpResults;

namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>Says what shall go wrong, and how often it did.</summary>
internal static class FaultsApi
{
    public static void MapFaults(this RouteGroupBuilder control)
    {
        control.MapGet("/faults", (FaultBook faults) => TypedResults.Ok(faults.Plan));
        control.MapPut("/faults", PutAsync);
        control.MapDelete("/faults", Clear);
        control.MapGet("/faults/counts", (FaultCounts counts) => TypedResults.Ok(counts.ByKind));
        control.MapDelete("/faults/counts", Reset);
    }

    private static async Task<Results<Ok<FaultPlan>, ValidationProblem>> PutAsync(HttpRequest request, FaultBook faults)
    {
        var (plan, problem) = await FaultJson.ReadAsync<FaultPlan>(request, plan => plan.Errors());
        if (plan is null)
            return problem!;

        faults.Replace(plan);
        return TypedResults.Ok(plan);
    }

    private static NoContent Clear(FaultBook faults)
    {
        faults.Replace(new FaultPlan());
        return TypedResults.NoContent();
    }

    private static NoContent Reset(FaultCounts counts)
    {
        counts.Reset();
        return TypedResults.NoContent();
    }
}
