using System.ComponentModel;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.CustomerWebhooks;

/// <summary>Changes an endpoint: what is absent stays as it is.</summary>
internal sealed record EndpointChangeRequest : IRequestBody<EndpointChangeRequest>
{
    [Description("Where events are posted to from now on; also those that wait")]
    public string? Url { get; init; }

    [Description("The types of events that are sent from now on")]
    public IReadOnlyList<string>? Events { get; init; }

    [Description("False: nothing is sent, and what happens meanwhile is not told later")]
    public bool? Enabled { get; init; }

    public static EndpointChangeRequest? Read(JsonField body)
    {
        if (!body.IsObject())
            return null;
        var (url, events, enabled) = (body[EndpointFields.Url], body[EndpointFields.Events], body["enabled"]);
        return new EndpointChangeRequest
        {
            Url = url.IsAbsent ? null : EndpointFields.ReadUrl(url),
            Events = events.IsAbsent ? null : EndpointFields.ReadEvents(events),
            Enabled = enabled.IsAbsent ? null : enabled.Flag(),
        };
    }
}
