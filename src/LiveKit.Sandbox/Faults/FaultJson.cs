using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>Reads faults strictly: a misspelt one that never strikes would pass for a test.</summary>
internal static class FaultJson
{
    private static readonly string[] NotUnderstood = ["is no field or value that a fault can have"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The body as faults, or else a problem that names the field.</summary>
    /// <param name="request">Carries the faults as JSON.</param>
    /// <param name="errorsIn">The fields whose values make no sense, and why.</param>
    public static async Task<(TFaults? Faults, ValidationProblem? Problem)> ReadAsync<TFaults>(HttpRequest request, Func<TFaults, Dictionary<string, string[]>> errorsIn)
        where TFaults : class
    {
        try
        {
            var faults = await JsonSerializer.DeserializeAsync<TFaults>(request.Body, Json, request.HttpContext.RequestAborted);
            var errors = faults is null ? new() { [""] = NotUnderstood } : errorsIn(faults);
            return errors.Count == 0 ? (faults, null) : (null, TypedResults.ValidationProblem(errors));
        }
        catch (JsonException e)
        {
            return (null, TypedResults.ValidationProblem(new Dictionary<string, string[]> { [FieldOf(e)] = NotUnderstood }, e.Message));
        }
    }

    /// <summary>The JSON path without its root, for example <c>webhooks[0].kind</c>.</summary>
    private static string FieldOf(JsonException e) => (e.Path ?? "").TrimStart('$').TrimStart('.');
}
