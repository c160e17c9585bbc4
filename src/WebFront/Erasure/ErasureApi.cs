using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Auth;
using OrleansCalls.WebFront.Calls;
using OrleansCalls.WebFront.Documentation;

namespace OrleansCalls.WebFront.Erasure;

/// <summary>Erases a call with everything that was kept of it.</summary>
internal static class ErasureApi
{
    public static void MapErasure(this IEndpointRouteBuilder routes) =>
        routes.MapDelete("/api/calls/{room}", EraseAsync).WithTags("Calls").RequireAuthorization(AuthSetup.Users)
            .WithSummary("Erase a call")
            .WithDescription("""
                Recording, transcript, summary, memory and timeline are removed for good; a call in progress is ended first. 200 when
                nothing is left, 202 while it goes on by itself. Repeating it answers how far it has come, for at least an hour;
                after that there is no such call. From the first answer on, every other request for the call is answered 404. A call
                that is known by its row alone, and whose name is not of this system's form, is erased within the request, and its report is
                answered again for an hour.
                """)
            .Fails(400, 401, 404, 503);

    private static async Task<Results<Ok<ErasureResponse>, Accepted<ErasureResponse>, Failure>> EraseAsync(
        string room, Caller caller, ErasureDesk desk, HttpContext context)
    {
        if (await desk.EraseAsync(room, caller.User, context.RequestAborted) is not { } report)
            return Failure.NoSuchCall(context);
        var answer = ErasureResponse.From(room, report);
        return report.IsErased ? TypedResults.Ok(answer) : TypedResults.Accepted((string?)null, answer);
    }
}
