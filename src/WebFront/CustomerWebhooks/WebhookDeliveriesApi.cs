using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Auth;
using OrleansCalls.WebFront.Calls;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.CustomerWebhooks;

/// <summary>What is delivered to an endpoint: list, look at, send again.</summary>
internal static class WebhookDeliveriesApi
{
    public static void MapWebhookDeliveries(this IEndpointRouteBuilder routes)
    {
        var deliveries = routes.MapGroup("/api/webhooks/{id:guid}/deliveries").WithTags("Webhooks")
            .RequireAuthorization(AuthSetup.Users).AddEndpointFilter<ValidInput>();
        deliveries.MapGet("/", ListAsync)
            .WithSummary("List an endpoint's deliveries, newest first")
            .WithDescription("Those that were delivered or died are kept for 30 days.")
            .Fails(400, 401, 404, 503);
        deliveries.MapGet("/{deliveryId:guid}", GetAsync)
            .WithSummary("Look at a delivery and what is sent")
            .Fails(401, 404, 503);
        deliveries.MapPost("/{deliveryId:guid}/send", SendAsync)
            .WithSummary("Send a delivery again")
            .WithDescription("Also a dead one, or one that was delivered, under the same event id. It is tried for 24 h again; one that is pending is tried at once.")
            .Fails(401, 404, 409, 503);
    }

    public static Accepted<DeliveryResponse> Accepted(Guid endpointId, WebhookDelivery delivery) =>
        TypedResults.Accepted($"/api/webhooks/{endpointId}/deliveries/{delivery.Id}", DeliveryResponse.From(delivery));

    private static async Task<Results<Ok<DeliveryListResponse>, Failure>> ListAsync(
        Guid id, DeliveryListQuery query, Caller caller, GrainCalls grains, HttpContext context)
    {
        var filter = query.For(caller.User, id);
        try
        {
            return await grains.WebhooksAsync(w => w.DeliveriesAsync(filter, context.RequestAborted), context.RequestAborted) is { } page
                ? TypedResults.Ok(new DeliveryListResponse([.. page.Deliveries.Select(DeliveryResponse.From)], page.NextCursor))
                : CustomerWebhooksApi.NoSuchEndpoint(context);
        }
        catch (ArgumentException) when (filter.Cursor is not null) // only the tables know their cursors
        {
            query.Errors.Add("cursor", "must be the nextCursor of a page");
            return Failure.Of(context, StatusCodes.Status400BadRequest, "Invalid request", query.Errors);
        }
    }

    private static async Task<Results<Ok<DeliveryResponse>, Failure>> GetAsync(
        Guid id, Guid deliveryId, Caller caller, GrainCalls grains, HttpContext context) =>
        await grains.WebhooksAsync(w => w.DeliveryAsync(caller.User, id, deliveryId, context.RequestAborted), context.RequestAborted) is { } delivery
            ? TypedResults.Ok(DeliveryResponse.From(delivery))
            : NoSuchDelivery(context);

    private static async Task<Results<Accepted<DeliveryResponse>, Failure>> SendAsync(
        Guid id, Guid deliveryId, Caller caller, GrainCalls grains, HttpContext context)
    {
        var answer = await grains.WebhooksAsync(
            w => w.SendAgainAsync(caller.User, id, deliveryId, context.RequestAborted), context.RequestAborted);
        return answer.Delivery is { } delivery ? Accepted(id, delivery)
            : answer.EndpointDisabled ? CustomerWebhooksApi.Disabled(context)
            : NoSuchDelivery(context);
    }

    private static Failure NoSuchDelivery(HttpContext context) =>
        Failure.Of(context, StatusCodes.Status404NotFound, "There is no such delivery");
}
