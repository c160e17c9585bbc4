using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.CustomerWebhooks;

/// <summary>The fields that registering and changing an endpoint have in common.</summary>
internal static class EndpointFields
{
    public const string Url = "url";
    public const string Events = "events";

    private const int MaxUrlChars = 2048;

    private static readonly string s_known = string.Join(", ", WebhookEventTypes.All);

    public static string? ReadUrl(JsonField url) => url.Text(1, MaxUrlChars);

    /// <summary>The types of events, each once, in the order in which they are documented.</summary>
    public static IReadOnlyList<string> ReadEvents(JsonField events)
    {
        var wanted = events.Items(1, 50).Select(ReadEvent).ToHashSet();
        return [.. WebhookEventTypes.All.Where(wanted.Contains)];
    }

    private static string? ReadEvent(JsonField item)
    {
        var type = item.Name();
        if (type is not null && !WebhookEventTypes.All.Contains(type))
            item.Refuse($"must be one of {s_known}");
        return type;
    }
}
