using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.CustomerWebhooks;

/// <summary>Registers an endpoint.</summary>
internal sealed record EndpointRequest : IRequestBody<EndpointRequest>
{
    [Description("Where events are posted to: `https`, a public host, port 443 or 8443")]
    public required string Url { get; init; }

    [Description("The types of events that are sent; all unless given")]
    public IReadOnlyList<string> Events { get; init; } = WebhookEventTypes.All;

    public static EndpointRequest? Read(JsonField body)
    {
        if (!body.IsObject())
            return null;
        var url = EndpointFields.ReadUrl(body[EndpointFields.Url]);
        var events = body[EndpointFields.Events];
        var wanted = events.IsAbsent ? WebhookEventTypes.All : EndpointFields.ReadEvents(events);
        return url is null ? null : new EndpointRequest { Url = url, Events = wanted };
    }
}
