using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Auth;
using OrleansCalls.WebFront.Calls;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Limits;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.CustomerWebhooks;

/// <summary>Where users want to be told of their calls. LiveKit's webhooks, which come in, are another thing.</summary>
internal static class CustomerWebhooksApi
{
    private const string Example = """{ "url": "https://hooks.example.com/calls", "events": ["call.completed", "summary.ready"] }""";

    public static void MapCustomerWebhooks(this IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/api/webhooks").WithTags("Webhooks")
            .RequireAuthorization(AuthSetup.Users).AddEndpointFilter<ValidInput>();
        webhooks.MapPost("/", CreateAsync)
            .WithSummary("Register an endpoint")
            .WithDescription("The answer alone shows the secret. Events of the caller's calls are posted to the URL, signed as Standard Webhooks has it, in order per call, at least once.")
            .WithRequestExample(Example)
            .Fails(400, 401, 413, 429, 503);
        webhooks.MapGet("/", ListAsync)
            .WithSummary("List the caller's endpoints")
            .Fails(401, 503);
        webhooks.MapGet("/{id:guid}", GetAsync)
            .WithSummary("Look at an endpoint")
            .Fails(401, 404, 503);
        webhooks.MapPatch("/{id:guid}", ChangeAsync)
            .WithSummary("Change an endpoint, or disable or enable it")
            .WithRequestExample("""{ "enabled": false }""")
            .Fails(400, 401, 404, 413, 503);
        webhooks.MapDelete("/{id:guid}", DeleteAsync)
            .WithSummary("Remove an endpoint and its deliveries")
            .Fails(401, 404, 503);
        webhooks.MapPost("/{id:guid}/secret", ChangeSecretAsync)
            .WithSummary("Get another secret")
            .WithDescription("The answer alone shows it. For 24 h deliveries are signed with the one before too; a further change ends that.")
            .Fails(401, 404, 503);
        webhooks.MapPost("/{id:guid}/test", TestAsync)
            .WithSummary("Send a test event")
            .WithDescription("A `webhook.test` event, whatever the endpoint wants; it is tried once. The answer is the delivery, to be looked at.")
            .Fails(401, 404, 409, 503);
    }

    private static async Task<Results<Created<EndpointResponse>, Failure>> CreateAsync(
        Body<EndpointRequest> body, Caller caller, GrainCalls grains, HttpContext context)
    {
        var command = new CreateWebhookEndpoint // made once, so that asking again is no second endpoint
        {
            Id = Guid.NewGuid(),
            UserId = caller.User,
            Url = body.Value.Url,
            Events = body.Value.Events,
            Secret = NewWebhookSecret.Make(),
        };
        var answer = await grains.WebhooksAsync(w => w.CreateAsync(command, context.RequestAborted), context.RequestAborted);
        if (answer.LimitReached is { } limit)
            return Failure.TooMany(context, Limit.WebhookEndpoints, $"There are {limit} endpoints already, which is the limit");
        if (answer.Endpoint is not { } endpoint)
            return Refused(body, answer, context);
        return TypedResults.Created(
            $"/api/webhooks/{endpoint.Id}", EndpointResponse.From(endpoint) with { Secret = command.Secret.Value });
    }

    private static async Task<Ok<EndpointListResponse>> ListAsync(Caller caller, GrainCalls grains, HttpContext context)
    {
        var endpoints = await grains.WebhooksAsync(w => w.ListAsync(caller.User, context.RequestAborted), context.RequestAborted);
        return TypedResults.Ok(new EndpointListResponse([.. endpoints.Select(EndpointResponse.From)]));
    }

    private static async Task<Results<Ok<EndpointResponse>, Failure>> GetAsync(
        Guid id, Caller caller, GrainCalls grains, HttpContext context) =>
        await grains.WebhooksAsync(w => w.FindAsync(caller.User, id, context.RequestAborted), context.RequestAborted) is { } endpoint
            ? TypedResults.Ok(EndpointResponse.From(endpoint))
            : NoSuchEndpoint(context);

    private static async Task<Results<Ok<EndpointResponse>, Failure>> ChangeAsync(
        Guid id, Body<EndpointChangeRequest> body, Caller caller, GrainCalls grains, HttpContext context)
    {
        var command = new ChangeWebhookEndpoint
        {
            Id = id,
            UserId = caller.User,
            Url = body.Value.Url,
            Events = body.Value.Events,
            Enabled = body.Value.Enabled,
        };
        var answer = await grains.WebhooksAsync(w => w.ChangeAsync(command, context.RequestAborted), context.RequestAborted);
        if (answer.UrlProblem is not null)
            return Refused(body, answer, context);
        return answer.Endpoint is { } endpoint ? TypedResults.Ok(EndpointResponse.From(endpoint)) : NoSuchEndpoint(context);
    }

    private static async Task<Results<NoContent, Failure>> DeleteAsync(
        Guid id, Caller caller, GrainCalls grains, HttpContext context) =>
        await grains.WebhooksAsync(w => w.DeleteAsync(caller.User, id, context.RequestAborted), context.RequestAborted)
            ? TypedResults.NoContent()
            : NoSuchEndpoint(context);

    private static async Task<Results<Ok<EndpointResponse>, Failure>> ChangeSecretAsync(
        Guid id, Caller caller, GrainCalls grains, HttpContext context)
    {
        var secret = NewWebhookSecret.Make();
        var endpoint = await grains.WebhooksAsync(
            w => w.ChangeSecretAsync(caller.User, id, secret, context.RequestAborted), context.RequestAborted);
        if (endpoint is null)
            return NoSuchEndpoint(context);
        return TypedResults.Ok(EndpointResponse.From(endpoint) with { Secret = secret.Value });
    }

    private static async Task<Results<Accepted<DeliveryResponse>, Failure>> TestAsync(
        Guid id, Caller caller, GrainCalls grains, HttpContext context)
    {
        var eventId = $"evt_{Guid.NewGuid():n}";
        var answer = await grains.WebhooksAsync(w => w.TestAsync(caller.User, id, eventId, context.RequestAborted), context.RequestAborted);
        return answer.Delivery is { } delivery
            ? WebhookDeliveriesApi.Accepted(id, delivery)
            : answer.EndpointDisabled ? Disabled(context) : NoSuchEndpoint(context);
    }

    /// <summary>There is no such endpoint, or it is another user's, which must look the same.</summary>
    public static Failure NoSuchEndpoint(HttpContext context) =>
        Failure.Of(context, StatusCodes.Status404NotFound, "There is no such webhook endpoint");

    public static Failure Disabled(HttpContext context) =>
        Failure.Of(context, StatusCodes.Status409Conflict, "The endpoint is disabled: nothing is sent to it");

    private static Failure Refused(IInput body, EndpointAnswer answer, HttpContext context)
    {
        body.Errors.Add(EndpointFields.Url, answer.UrlProblem ?? "is refused");
        return Failure.Of(context, StatusCodes.Status400BadRequest, "Invalid request", body.Errors);
    }
}
