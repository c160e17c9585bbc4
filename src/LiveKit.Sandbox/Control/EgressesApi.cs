using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.LiveKit.Sandbox.Egresses;
using OrleansCalls.LiveKit.Sandbox.Faults;
using OrleansCalls.LiveKit.Sandbox.Rooms;

namespace OrleansCalls.LiveKit.Sandbox.Control;

/// <summary>Shows all egresses and what they really stored, and does harm to one.</summary>
internal static class EgressesApi
{
    private static readonly string[] OnlyToAStart = ["can only happen to a start"];

    public static void MapEgresses(this RouteGroupBuilder control)
    {
        control.MapGet("/egresses", List);
        control.MapPost("/egresses/{id}/faults", InflictAsync);
        control.MapGet("/uploads", (UploadLog uploads) => TypedResults.Ok(uploads.All));
    }

    private static Ok<List<EgressResponse>> List(RoomDirectory rooms, EgressDirectory egresses)
    {
        lock (rooms.Gate)
            return TypedResults.Ok(egresses.All.Select(EgressResponse.Of).ToList());
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult, ValidationProblem>> InflictAsync(
        string id, HttpRequest request, EgressDirectory egresses, EgressWorker worker)
    {
        var (fault, problem) = await FaultJson.ReadAsync<EgressFault>(request, ErrorsIn);
        if (fault is null)
            return problem!;

        if (egresses.Find(id) is not { } run)
            return TypedResults.NotFound();

        return worker.Inflict(run, fault.Kind)
            ? TypedResults.NoContent()
            : TypedResults.Problem("The egress has ended, or is beyond that.", statusCode: StatusCodes.Status409Conflict);
    }

    private static Dictionary<string, string[]> ErrorsIn(EgressFault fault) =>
        fault.Kind is EgressFaultKind.NoWorkers or EgressFaultKind.NoCapacity or EgressFaultKind.SlowStart
            ? new() { ["kind"] = OnlyToAStart }
            : [];
}
