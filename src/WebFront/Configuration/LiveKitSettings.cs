using OrleansCalls.LiveKit;

namespace OrleansCalls.WebFront.Configuration;

/// <summary>How LiveKit is reached. All three settings or none: without them calling is off.</summary>
public static class LiveKitSettings
{
    /// <summary>LiveKit's address, answered to clients as it is.</summary>
    public const string UrlKey = "LIVEKIT_URL";

    /// <summary>The name of the key pair.</summary>
    public const string ApiKeyKey = "LIVEKIT_API_KEY";

    /// <summary>The secret of the key pair.</summary>
    public const string ApiSecretKey = "LIVEKIT_API_SECRET";

    /// <summary>Reads the group; one that is set in part, or a malformed address, is a complaint.</summary>
    /// <returns>Null when calling is off, or after a complaint.</returns>
    public static LiveKitOptions? Read(SettingsReader settings)
    {
        var complete = settings.HasGroup(UrlKey, ApiKeyKey, ApiSecretKey);
        var url = settings.OptionalUrl(UrlKey, "ws", "wss", "http", "https");
        return complete && url is not null
            ? new LiveKitOptions
            {
                ServerUrl = url,
                ApiKey = settings.Optional(ApiKeyKey)!,
                ApiSecret = settings.Optional(ApiSecretKey)!,
            }
            : null;
    }
}
