using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.Webhooks;

/// <summary>One sending of an event to all receivers.</summary>
internal sealed record Posting(WebhookEvent News)
{
    /// <summary>Whether it has fields that no client knows.</summary>
    public bool HasUnknownField { get; init; }

    /// <summary>Whether it has values that no client knows.</summary>
    public bool HasUnknownValue { get; init; }

    /// <summary>How long after its time it reaches its queue.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How many later events of its queue go first.</summary>
    public int Behind { get; init; }

    /// <summary>How long it waits for those at most.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Egress events are queued by egress, all others by the room's name.</summary>
    public string Key => News.EgressInfo?.EgressId ?? News.Room?.Name ?? "";
}
