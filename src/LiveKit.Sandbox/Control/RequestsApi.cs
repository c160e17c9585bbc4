using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.LiveKit.Sandbox.Twirp;

namespace OrleansCalls.LiveKit.Sandbox.Control;

/// <summary>How often each RPC was asked for.</summary>
internal static class RequestsApi
{
    public static void MapRequests(this RouteGroupBuilder control)
    {
        control.MapGet("/requests", (RpcCounts counts) => TypedResults.Ok(counts.ByMethod));
        control.MapDelete("/requests", Reset);
    }

    private static NoContent Reset(RpcCounts counts)
    {
        counts.Reset();
        return TypedResults.NoContent();
    }
}
