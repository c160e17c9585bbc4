using OrleansCalls.DevStack.Secrets;

namespace OrleansCalls.DevStack.Stack;

/// <summary>What the user has set in the environment. A user's own server always wins: none of that kind is started.</summary>
internal sealed record UserSettings
{
    public string? DatabaseUrl { get; init; }

    public string? LiveKitUrl { get; init; }

    public string? S3Endpoint { get; init; }

    /// <summary>Any of LIVEKIT_* is set. Set in part, the group goes to the app as it is, whose message then names what is missing.</summary>
    public required bool HasLiveKit { get; init; }

    /// <summary>Any of RECORDING_S3_* is set.</summary>
    public required bool HasS3 { get; init; }

    public string? AspNetCoreUrls { get; init; }

    public string? PublicBaseUrl { get; init; }

    public string? AuthJwtAudience { get; init; }

    /// <summary>Null when tokens come from AUTH_JWT_AUTHORITY alone: then none can be made here.</summary>
    public required string? AuthJwtSecret { get; init; }

    public required string VoiceAgentName { get; init; }

    public required string VoiceAgentSecret { get; init; }

    public static UserSettings Read(LocalSecrets secrets) => new()
    {
        DatabaseUrl = Get("DATABASE_URL"),
        LiveKitUrl = Get("LIVEKIT_URL"),
        S3Endpoint = Get("RECORDING_S3_ENDPOINT"),
        HasLiveKit = HasAny("LIVEKIT_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET"),
        HasS3 = HasAny(
            "RECORDING_S3_ACCESS_KEY", "RECORDING_S3_SECRET", "RECORDING_S3_BUCKET", "RECORDING_S3_REGION", "RECORDING_S3_ENDPOINT"),
        AspNetCoreUrls = Get("ASPNETCORE_URLS"),
        PublicBaseUrl = Get("PUBLIC_BASE_URL"),
        AuthJwtAudience = Get("AUTH_JWT_AUDIENCE"),
        AuthJwtSecret = Get("AUTH_JWT_SECRET") ?? (HasAny("AUTH_JWT_AUTHORITY") ? null : secrets.AuthJwtSecret),
        VoiceAgentName = Get("VOICE_AGENT_NAME") ?? "fred-cary-voice",
        VoiceAgentSecret = Get("VOICE_AGENT_SECRET") ?? secrets.VoiceAgentSecret,
    };

    public BearerTokens? Tokens() => AuthJwtSecret is null ? null : new BearerTokens(AuthJwtSecret, AuthJwtAudience, TimeProvider.System);

    private static bool HasAny(params string[] names) => names.Any(name => Get(name) is not null);

    /// <summary>As the app reads it: from the variable itself, or from the file that NAME_FILE names.</summary>
    private static string? Get(string name) =>
        Variable(name) ?? (Variable(name + "_FILE") is { } path && File.Exists(path) ? File.ReadAllText(path).TrimEnd('\r', '\n') : null);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
