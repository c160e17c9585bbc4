using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Calls;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Webhooks;

/// <summary>Where LiveKit tells its news. LiveKit signs the raw bytes and repeats only what was answered with 5xx.</summary>
internal static class WebhookApi
{
    /// <summary>An event is a few KB. Whoever sends it is known only when all of it was read.</summary>
    private const int LongestBody = 256 * 1024;

    public static void MapWebhooks(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/livekit/webhook", TakeAsync).WithTags("Drop-in")
            .AddEndpointFilter<CallingConfigured>()
            .WithSummary("Take an event of LiveKit's")
            .WithDescription("Signed by LiveKit. 200 once it is durable; events for other rooms are accepted and left alone.")
            .WithMetadata(new BodyLimit(LongestBody))
            .Fails(400, 401, 413, 503);

    private static async Task<Results<Ok<WebhookReceipt>, Failure>> TakeAsync(WebhookIntake intake, HttpContext context)
    {
        var body = await RawBody.ReadAsync(context);
        return await intake.TakeAsync(body, context.Request.Headers.Authorization, context.RequestAborted)
            ? TypedResults.Ok(new WebhookReceipt(Received: true))
            : Failure.Of(context, StatusCodes.Status401Unauthorized, "Not signed by LiveKit");
    }
}
