using System.Net;
using System.Text;
using OrleansCalls.LiveKit;
using OrleansCalls.WebFront.Exposure;
using OrleansCalls.WebFront.Limits;

namespace OrleansCalls.WebFront.Configuration;

/// <summary>What the web front is told. Not a record: a record prints its values, and these are secret.</summary>
internal sealed class WebFrontSettings
{
    private const string JwtSecretKey = "AUTH_JWT_SECRET";
    private const string JwtAuthorityKey = "AUTH_JWT_AUTHORITY";
    private const string JwtAudienceKey = "AUTH_JWT_AUDIENCE";
    private const string JwtIssuerKey = "AUTH_JWT_ISSUER";
    private const string JwtTypeKey = "AUTH_JWT_TYPE";
    private const string AgentSecretKey = "VOICE_AGENT_SECRET";
    private const string OperatorSecretKey = "OPERATOR_SECRET";
    private const string PublicBaseUrlKey = "PUBLIC_BASE_URL";

    /// <summary>HS256 wants a key at least as long as its hash (RFC 7518, 3.2), and an operator's should be no weaker.</summary>
    private const int MinSecretBytes = 32;

    /// <summary>The HS256 key of users' tokens; null when an authority signs them.</summary>
    public byte[]? JwtSecret { get; private init; }

    /// <summary>Who signs users' tokens, by OIDC discovery; null when a secret does.</summary>
    public Uri? JwtAuthority { get; private init; }

    /// <summary>Who must have issued users' tokens, one of these; empty when it is not looked at.</summary>
    public required IReadOnlyList<string> JwtIssuers { get; init; }

    /// <summary>The audience that users' tokens must name; null when it is not looked at, which an authority does not allow.</summary>
    public string? JwtAudience { get; private init; }

    /// <summary>What users' tokens must call themselves in <c>typ</c>, one of these; empty when it is not looked at.</summary>
    public required IReadOnlyList<string> JwtTypes { get; init; }

    /// <summary>The keys that the voice agent's worker may show: two while they are being rotated, none when it may not call.</summary>
    public required IReadOnlyList<string> AgentSecrets { get; init; }

    /// <summary>The keys that operators may show, likewise.</summary>
    public required IReadOnlyList<string> OperatorSecrets { get; init; }

    /// <summary>The origins whose pages may call the API.</summary>
    public required IReadOnlyList<string> CorsOrigins { get; init; }

    /// <summary>The proxies that are believed who a request comes from.</summary>
    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    /// <summary>How LiveKit is reached; null when calling is off.</summary>
    public LiveKitOptions? LiveKit { get; private init; }

    /// <summary>What this front takes on.</summary>
    public required FrontLimits Limits { get; init; }

    public static WebFrontSettings Read(SettingsReader settings)
    {
        _ = settings.OptionalUrl(PublicBaseUrlKey, "http", "https"); // the grains use it; the front only sees that it is one
        return new WebFrontSettings
        {
            JwtSecret = ReadJwtSecret(settings),
            JwtAuthority = settings.OptionalUrl(JwtAuthorityKey, "http", "https"),
            JwtIssuers = ReadIssuers(settings),
            JwtAudience = ReadAudience(settings),
            JwtTypes = ReadTypes(settings),
            AgentSecrets = ReadSecrets(settings, AgentSecretKey),
            OperatorSecrets = ReadOperatorSecrets(settings),
            CorsOrigins = BrowserOrigins.Read(settings),
            TrustedProxies = Exposure.TrustedProxies.Read(settings),
            LiveKit = LiveKitSettings.Read(settings),
            Limits = FrontLimits.Read(settings),
        };
    }

    private static byte[]? ReadJwtSecret(SettingsReader settings)
    {
        var authority = settings.Optional(JwtAuthorityKey);
        if (settings.Optional(JwtSecretKey) is not { } secret)
        {
            if (authority is null)
                settings.Complaints.Add(JwtSecretKey, $"is missing (or {JwtAuthorityKey} in its place)");
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(secret);
        if (authority is not null)
            settings.Complaints.Add(JwtAuthorityKey, $"is set beside {JwtSecretKey}: only one of them can say who signs");
        if (bytes.Length < MinSecretBytes)
            settings.Complaints.Add(JwtSecretKey, "has fewer than 32 bytes");
        if (secret == settings.Optional(LiveKitSettings.ApiSecretKey)) // by which tokens are signed that let into a room, and no further
            settings.Complaints.Add(JwtSecretKey, $"is the same as {LiveKitSettings.ApiSecretKey}");
        return bytes;
    }

    // An authority's issuer is its address; some write it with a slash at the end.
    private static string[] ReadIssuers(SettingsReader settings) =>
        settings.Optional(JwtIssuerKey) is { } issuer ? [issuer]
        : settings.Optional(JwtAuthorityKey)?.TrimEnd('/') is { } authority ? [authority, authority + '/']
        : [];

    private static string[] ReadTypes(SettingsReader settings)
    {
        var types = settings.List(JwtTypeKey);
        if (types.Length is 0 && settings.Optional(JwtTypeKey) is not null)
            settings.Complaints.Add(JwtTypeKey, "names no type");
        return types;
    }

    // A secret of this system's own signs for nobody else; an authority does.
    private static string? ReadAudience(SettingsReader settings)
    {
        var audience = settings.Optional(JwtAudienceKey);
        if (audience is null && settings.Optional(JwtAuthorityKey) is not null)
            settings.Complaints.Add(JwtAudienceKey, $"is missing: {JwtAuthorityKey} may issue tokens for other services too, which would be let in");
        return audience;
    }

    /// <summary>The keys that operators may show, without the front's other settings.</summary>
    public static string[] ReadOperatorSecrets(SettingsReader settings)
    {
        var secrets = ReadSecrets(settings, OperatorSecretKey);
        if (secrets.Any(secret => Encoding.UTF8.GetByteCount(secret) < MinSecretBytes))
            settings.Complaints.Add(OperatorSecretKey, "has fewer than 32 bytes");
        if (secrets.Intersect(settings.List(AgentSecretKey), StringComparer.Ordinal).Any())
            settings.Complaints.Add(OperatorSecretKey, $"is the same as {AgentSecretKey}");
        return secrets;
    }

    private static string[] ReadSecrets(SettingsReader settings, string key)
    {
        var secrets = settings.List(key);
        if (secrets.Length > 2)
            settings.Complaints.Add(key, "holds more than two secrets");
        return secrets;
    }
}
