namespace OrleansCalls.LiveKit;

/// <summary>Where LiveKit is, the key pair that signs for it, and how long a call to it may take.</summary>
/// <exception cref="ArgumentException">A value that could never work: another scheme, an empty key or secret, a time-out of zero.</exception>
public sealed record LiveKitOptions
{
    /// <summary>LiveKit's address as clients get it: <c>ws</c>, <c>wss</c>, <c>http</c> or <c>https</c>, with or without a path.</summary>
    public required Uri ServerUrl
    {
        get;
        init => field = value is { IsAbsoluteUri: true, Scheme: "ws" or "wss" or "http" or "https" }
            ? value
            : throw new ArgumentException("LiveKit's address is an absolute ws, wss, http or https URL.", nameof(ServerUrl));
    }

    /// <summary>The API key: the issuer of our tokens, and of those that LiveKit signs its webhooks with.</summary>
    public required string ApiKey
    {
        get;
        init
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value, nameof(ApiKey));
            field = value;
        }
    }

    /// <summary>The API secret. Its UTF-8 bytes are the HS256 key, whatever their number: <c>livekit-server --dev</c> uses <c>secret</c>.</summary>
    public required string ApiSecret
    {
        get;
        init
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value, nameof(ApiSecret));
            field = value;
        }
    }

    /// <summary>How long any call but the start of an egress may take. Default: 10 seconds, as in LiveKit's own SDKs.</summary>
    public TimeSpan CallTimeout
    {
        get;
        init => field = Positive(value, nameof(CallTimeout));
    } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the start of an egress may take. Default: 75 seconds, since LiveKit itself looks for a worker for up to about
    /// a minute, and a client that gives up earlier leaves behind a recording that it does not know.
    /// </summary>
    public TimeSpan StartEgressTimeout
    {
        get;
        init => field = Positive(value, nameof(StartEgressTimeout));
    } = TimeSpan.FromSeconds(75);

    /// <summary>The base of the API: ws becomes http, wss https; host, port and path stay, and the path ends with one slash.</summary>
    public Uri HttpUrl => new UriBuilder(ServerUrl)
    {
        Scheme = ServerUrl.Scheme is "wss" or "https" ? Uri.UriSchemeHttps : Uri.UriSchemeHttp,
        Port = ServerUrl.IsDefaultPort ? -1 : ServerUrl.Port,
        Path = ServerUrl.AbsolutePath.TrimEnd('/') + "/",
        Query = "",
        Fragment = "",
        UserName = "",
        Password = "",
    }.Uri;

    /// <summary>The address and the key's name; never the secret.</summary>
    public override string ToString() => $"{HttpUrl} as {ApiKey}";

    private static TimeSpan Positive(TimeSpan value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, name);
        return value;
    }
}
