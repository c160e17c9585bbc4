using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using OrleansCalls.WebFront.Answers;

namespace OrleansCalls.WebFront.Documentation;

/// <summary>What an endpoint says of itself to the API's description.</summary>
internal static class EndpointDocumentation
{
    /// <summary>What a route accepts that does not ask for a content type; not described, since JSON is what it reads.</summary>
    public const string AnyMediaType = "*/*";

    /// <summary>An example of the request's JSON body.</summary>
    public static RouteHandlerBuilder WithRequestExample(this RouteHandlerBuilder endpoint, string json) =>
        endpoint.WithMetadata(new RequestExample(json));

    /// <summary>The statuses that it fails with, in the shape of errors that its path has.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        endpoint.Finally(builder =>
        {
            var path = (builder as RouteEndpointBuilder)?.RoutePattern.RawText ?? "/";
            var dropIn = Failure.IsDropIn(path.StartsWith('/') ? path : '/' + path);
            // Whoever must show who it is may do so wrongly too often, and whoever sends a body may send it too slowly.
            int[] tooMany = builder.Metadata.OfType<IAuthorizeData>().Any() ? [StatusCodes.Status429TooManyRequests] : [];
            int[] tooSlow = statuses.Contains(StatusCodes.Status413PayloadTooLarge) ? [StatusCodes.Status408RequestTimeout] : [];
            foreach (var status in statuses.Union(tooMany).Union(tooSlow).Order())
            {
                builder.Metadata.Add(dropIn
                    ? new ProducesResponseTypeMetadata(status, typeof(DropInError), ["application/json"])
                    : new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
            }
        });
        return endpoint;
    }
}
