namespace OrleansCalls.Chaos.Faults;

/// <summary>What mostly goes wrong in LiveKit for a while.</summary>
internal enum WeatherMood
{
    Calm,

    /// <summary>Not a single webhook is sent.</summary>
    NoWebhooks,
    WebhooksInDisorder,
    RequestsFail,
    RecordersFail,
    AgentsFail,
    RoomsFail,

    /// <summary>All of it, each less often.</summary>
    Storm,
}
