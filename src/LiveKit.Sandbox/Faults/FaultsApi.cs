using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>Says what shall go wrong, and how often it did.</summary>
internal static class FaultsApi
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, // a misspelt fault that never strikes would pass for a test
    };

    private static readonly string[] NotUnderstood = ["is no field or value that a plan of faults can have"];

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
        FaultPlan? plan;
        try
        {
            plan = await JsonSerializer.DeserializeAsync<FaultPlan>(request.Body, Json, request.HttpContext.RequestAborted);
        }
        catch (JsonException e)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { [FieldOf(e)] = NotUnderstood }, e.Message);
        }

        var errors = plan?.Errors() ?? new() { [""] = NotUnderstood };
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);

        faults.Replace(plan!);
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

    /// <summary>The JSON path without its root, for example <c>webhooks[0].kind</c>.</summary>
    private static string FieldOf(JsonException e) => (e.Path ?? "").TrimStart('$').TrimStart('.');
}
