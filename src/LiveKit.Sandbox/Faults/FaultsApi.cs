using Microsoft.AspNetCore.Http.HttpResults;

namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>Says what shall go wrong.</summary>
internal static class FaultsApi
{
    public static void MapFaults(this RouteGroupBuilder control)
    {
        control.MapGet("/faults", (FaultBook faults) => TypedResults.Ok(faults.Plan));
        control.MapPut("/faults", Put);
        control.MapDelete("/faults", Clear);
    }

    private static Ok<FaultPlan> Put(FaultPlan plan, FaultBook faults)
    {
        faults.Replace(plan);
        return TypedResults.Ok(plan);
    }

    private static NoContent Clear(FaultBook faults)
    {
        faults.Replace(new FaultPlan());
        return TypedResults.NoContent();
    }
}
