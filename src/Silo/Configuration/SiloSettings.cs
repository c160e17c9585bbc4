using System.Globalization;
using OrleansCalls.Grains.Limits;
using OrleansCalls.LiveKit;
using OrleansCalls.Silo.CustomerWebhooks;
using OrleansCalls.Silo.LanguageModel;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Silo.Configuration;

/// <summary>What a silo is told. Not a record: a record prints its values, and some are secret.</summary>
internal sealed class SiloSettings
{
    private const string DefaultAgentName = "fred-cary-voice";

    /// <summary>Npgsql's form of <c>DATABASE_URL</c>.</summary>
    public required string Database { get; init; }

    /// <summary><c>Database:MigrateAtStart</c>: whether the start brings the database up to date by itself.</summary>
    public required bool MigrateAtStart { get; init; }

    /// <summary><c>Web:Enabled</c>: whether this silo serves HTTP too.</summary>
    public required bool WebEnabled { get; init; }

    /// <summary><c>Operations:Url</c>: where a silo without a front serves health and metrics; null: at a free port on loopback.</summary>
    public Uri? OperationsUrl { get; init; }

    /// <summary><c>Cluster:…</c>: how silos and fronts meet.</summary>
    public ClusterSettings Cluster { get; init; } = new();

    /// <summary>Null when calling is off.</summary>
    public LiveKitOptions? LiveKit { get; init; }

    /// <summary>Null when recording is off.</summary>
    public BucketSettings? Bucket { get; init; }

    /// <summary><c>VOICE_AGENT_NAME</c>: the name that the agent's worker registered with.</summary>
    public required string AgentName { get; init; }

    /// <summary><c>PUBLIC_BASE_URL</c>: where this system is reached, without a slash at the end.</summary>
    public string? PublicBaseUrl { get; init; }

    /// <summary><c>Calls:TimeScale</c>: multiplies how long calls wait for what; below 1 for tests only.</summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>
    /// <c>Calls:CloseUnknownRooms</c>: whether this installation alone uses the LiveKit project, so that a room with a name
    /// like ours that no call here knows is closed.
    /// </summary>
    public bool CloseUnknownRooms { get; init; }

    /// <summary><c>Retention:Days</c>: how long after its end a call is erased by itself; null: never.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary><c>Limits:…</c>: how many calls a user may start.</summary>
    public StartLimits StartLimits { get; init; } = new();

    /// <summary><c>Webhooks:…</c>: how users' webhooks are sent.</summary>
    public WebhookSettings Webhooks { get; init; } = new();

    /// <summary>Reads the settings; what is wrong with them is gathered in the reader's complaints.</summary>
    public static SiloSettings Read(SettingsReader settings)
    {
        CheckLanguageModel(settings);
        return ReadOwn(settings);
    }

    private static SiloSettings ReadOwn(SettingsReader settings) => new()
    {
        Database = DatabaseUrl.Read(settings) ?? "",
        MigrateAtStart = Flag(settings, "Database:MigrateAtStart"),
        WebEnabled = Flag(settings, "Web:Enabled"),
        OperationsUrl = ReadOperationsUrl(settings),
        Cluster = ClusterSettings.Read(settings),
        LiveKit = LiveKitSettings.Read(settings),
        Bucket = BucketSettings.Read(settings),
        AgentName = settings.Optional("VOICE_AGENT_NAME") ?? DefaultAgentName,
        PublicBaseUrl = settings.OptionalUrl("PUBLIC_BASE_URL", "http", "https")?.ToString().TrimEnd('/'),
        TimeScale = ReadTimeScale(settings),
        CloseUnknownRooms = Flag(settings, "Calls:CloseUnknownRooms"),
        Retention = ReadRetention(settings),
        StartLimits = new StartLimits
        {
            PerMinute = settings.Number("Limits:StartsPerMinute", new StartLimits().PerMinute, 1, 10_000),
            Live = settings.Number("Limits:LiveCalls", new StartLimits().Live, 1, 10_000),
        },
        Webhooks = WebhookSettings.Read(settings, key => Flag(settings, key)),
    };

    // Kestrel takes any other name for every address of the machine.
    private static Uri? ReadOperationsUrl(SettingsReader settings)
    {
        var url = settings.OptionalUrl("Operations:Url", "http");
        if (url is not (null or { HostNameType: UriHostNameType.IPv4 or UriHostNameType.IPv6, PathAndQuery: "/" } or { Host: "localhost", PathAndQuery: "/" }))
        {
            settings.Complaints.Add("Operations:Url", "is not http://, an IP address or localhost, and a port alone");
        }

        return url;
    }

    private static TimeSpan? ReadRetention(SettingsReader settings)
    {
        if (settings.Optional("Retention:Days") is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 36_500)
        {
            return TimeSpan.FromDays(days);
        }

        settings.Complaints.Add("Retention:Days", "is not a whole number from 1 to 36500");
        return null;
    }

    private static double ReadTimeScale(SettingsReader settings)
    {
        if (settings.Optional("Calls:TimeScale") is not { } text)
        {
            return 1;
        }

        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var scale) || scale is not (>= 0.01 and <= 10))
        {
            settings.Complaints.Add("Calls:TimeScale", "is not a number from 0.01 to 10");
        }

        return scale;
    }

    // The model's part reads them itself; here they are only seen to be right, so that one message names all that are not.
    private static void CheckLanguageModel(SettingsReader settings)
    {
        var options = new LanguageModelOptions();
        options.Take(settings.Optional);
        foreach (var (key, problem) in LanguageModelOptionsValidator.Problems(options))
        {
            settings.Complaints.Add(key, problem);
        }
    }

    private static bool Flag(SettingsReader settings, string key) => settings.Optional(key) switch
    {
        null => false,
        var text when bool.TryParse(text, out var flag) => flag,
        _ => Complain(settings, key, "is neither true nor false"),
    };

    private static bool Complain(SettingsReader settings, string key, string problem)
    {
        settings.Complaints.Add(key, problem);
        return false;
    }
}
