namespace OrleansCalls.Grains.Interfaces.CustomerWebhooks;

/// <summary>What came of a command about an endpoint: the endpoint, or why nothing was changed; neither when there is none such.</summary>
[GenerateSerializer, Immutable, Alias("WebhookEndpointAnswer")]
public sealed record EndpointAnswer
{
    [Id(0)] public WebhookEndpoint? Endpoint { get; init; }

    /// <summary>Why the URL is refused, following the field's name in a sentence.</summary>
    [Id(1)] public string? UrlProblem { get; init; }

    /// <summary>How many endpoints a user may have, when it has as many.</summary>
    [Id(2)] public int? LimitReached { get; init; }
}
