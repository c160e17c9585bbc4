using System.Globalization;

namespace OrleansCalls.LiveKit.Sandbox;

/// <summary>How the sandbox behaves.</summary>
public sealed record SandboxOptions
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>The API key that access tokens are issued by and webhooks are signed with.</summary>
    public required string ApiKey { get; init; }

    /// <summary>The API key's secret. At least 32 bytes are advised: several token libraries refuse less.</summary>
    public required string ApiSecret { get; init; }

    /// <summary>Where webhooks go. Default: nowhere.</summary>
    public IReadOnlyList<Uri> WebhookUrls { get; init; } = [];

    /// <summary>How long after its dispatch an agent joins. Default 300 ms.</summary>
    public TimeSpan AgentJoinDelay { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The agents whose workers are running; <c>*</c> is every name. Any other dispatch waits in vain. Default <c>*</c>.</summary>
    public IReadOnlyList<string> Agents { get; init; } = ["*"];

    /// <summary>How long after its start an egress joins its room. Default 100 ms.</summary>
    public TimeSpan EgressJoinDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long an RPC to a room that nobody serves waits before it answers 503. Default 3 s, as the real server's.</summary>
    public TimeSpan UnansweredAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Where egresses, uploads and counts of faults are kept over a restart; null keeps nothing. Default null.</summary>
    public string? StateFile { get; init; }

    /// <summary>What the sandbox's own fixed times are multiplied by, to make tests short; not the times that callers ask for. Default 1.</summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>A fixed time as it is to be taken.</summary>
    internal TimeSpan Scaled(TimeSpan time)
    {
        var scaled = time * TimeScale;
        return scaled > Shortest || time <= Shortest ? scaled : Shortest;
    }

    /// <summary>Reads <c>LIVEKIT_API_KEY</c>, <c>LIVEKIT_API_SECRET</c>, <c>SANDBOX_WEBHOOK_URLS</c>, <c>SANDBOX_AGENT_JOIN_MS</c>, <c>SANDBOX_AGENTS</c>, <c>SANDBOX_STATE_FILE</c> and <c>SANDBOX_TIME_SCALE</c>.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or malformed; the message names it.</exception>
    public static SandboxOptions From(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var options = new SandboxOptions { ApiKey = Required(settings, "LIVEKIT_API_KEY"), ApiSecret = Required(settings, "LIVEKIT_API_SECRET") };
        return options with
        {
            WebhookUrls = [.. Items(settings, "SANDBOX_WEBHOOK_URLS").Select(AbsoluteUrl)],
            AgentJoinDelay = settings["SANDBOX_AGENT_JOIN_MS"] is { Length: > 0 } text ? Milliseconds(text) : options.AgentJoinDelay,
            Agents = Items(settings, "SANDBOX_AGENTS") is { Count: > 0 } agents ? agents : options.Agents,
            StateFile = settings["SANDBOX_STATE_FILE"] is { Length: > 0 } file ? file : null,
            TimeScale = settings["SANDBOX_TIME_SCALE"] is { Length: > 0 } scale ? PositiveFactor(scale) : options.TimeScale,
        };
    }

    private static string Required(IConfiguration settings, string name) =>
        settings[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"{name} is not set.");

    private static List<string> Items(IConfiguration settings, string name) =>
        [.. (settings[name] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static Uri AbsoluteUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new InvalidOperationException($"SANDBOX_WEBHOOK_URLS: '{text}' is no http(s) address.");

    private static TimeSpan Milliseconds(string text) =>
        int.TryParse(text, out var milliseconds) && milliseconds >= 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw new InvalidOperationException($"SANDBOX_AGENT_JOIN_MS: '{text}' is no number of milliseconds.");

    private static double PositiveFactor(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor is > 0 and <= 1000
            ? factor
            : throw new InvalidOperationException($"SANDBOX_TIME_SCALE: '{text}' is no factor above 0 and up to 1000.");
}
