using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace OrleansCalls.WebFront.Auth;

/// <summary>
/// The public keys of the OIDC authority that signs users' tokens. They are asked for at the start, every 15 minutes, and when a
/// token names a key that is not known, which is how keys are rotated; for the latter at most every 30 s, so that nobody who
/// invents names of keys makes this program trouble the authority. While it does not answer, the keys known before stay good.
/// </summary>
internal sealed partial class AuthorityKeys(
    Uri authority, IReadOnlyList<string> issuers, IHttpClientFactory http, TimeProvider time, ILogger<AuthorityKeys> log)
    : BackgroundService
{
    public const string HttpClientName = "authority";
    public const int MaxDocumentBytes = 512 * 1024;

    /// <summary>A shorter RSA key could be broken, and whoever broke it could sign.</summary>
    public const int MinRsaBits = 2048;

    /// <summary>How long after a key was withdrawn it may still be accepted.</summary>
    public static readonly TimeSpan Refresh = TimeSpan.FromMinutes(15);

    /// <summary>How long an answer of the authority stands against a token whose key is not in it.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>How long the authority is left alone when it did not answer.</summary>
    public static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>How long its answer is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string _address = authority.OriginalString.TrimEnd('/') + "/.well-known/openid-configuration";
    private readonly Lock _lock = new();
    private volatile ILookup<string, SecurityKey>? _keys;
    private volatile bool _answers;
    private Task _asking = Task.CompletedTask;
    private long? _askedAt;

    /// <summary>The keys of this name, as far as they are known.</summary>
    public IEnumerable<SecurityKey> Find(string? name) => name is null ? [] : _keys?[name] ?? [];

    /// <summary>Asks the authority for this key, if it is not known.</summary>
    /// <returns>False when nobody can say whether there is such a key, because the authority does not answer.</returns>
    public async Task<bool> LearnAsync(string name, CancellationToken cancellationToken)
    {
        if (!Find(name).Any())
            await AskAsync().WaitAsync(cancellationToken);
        return _answers || Find(name).Any();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Refresh, time);
        do
            await AskAsync();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private Task AskAsync()
    {
        lock (_lock)
        {
            if (_asking.IsCompleted && (_askedAt is not { } at || time.GetElapsedTime(at) >= (_answers ? Pause : PauseAfterFailure)))
                _asking = FetchAsync();
            return _asking;
        }
    }

    private async Task FetchAsync()
    {
        await Task.Yield(); // not under the lock
        var found = await TryFetchAsync();
        _keys = found ?? _keys;
        _answers = found is not null;
        lock (_lock)
            _askedAt = time.GetTimestamp();
    }

    private async Task<ILookup<string, SecurityKey>?> TryFetchAsync()
    {
        try
        {
            var documents = new HttpDocumentRetriever(http.CreateClient(HttpClientName)) { RequireHttps = authority.Scheme == Uri.UriSchemeHttps };
            var found = await OpenIdConnectConfigurationRetriever.GetAsync(_address, documents, CancellationToken.None)
                .WaitAsync(Patience, time); // it passes no cancellation on; the client's own time-out ends what is left
            var keys = found.SigningKeys.Where(IsFit).ToLookup(key => key.KeyId, StringComparer.Ordinal);
            if (issuers.Contains(found.Issuer, StringComparer.Ordinal) && keys.Count > 0)
                return keys;
            LogUnfit(log, _address, found.Issuer, keys.Count);
        }
        catch (Exception e) // whatever it is: there are no keys to be had now, and the next question may bring them
        {
            LogAway(log, _address, e.GetType().Name);
        }

        return null;
    }

    private static bool IsFit(SecurityKey key) =>
        key is { KeyId.Length: > 0 } and (ECDsaSecurityKey or { KeySize: >= MinRsaBits });

    [LoggerMessage(LogLevel.Warning, "The authority that signs users' tokens does not answer as one at {Address} ({Reason})")]
    private static partial void LogAway(ILogger log, string address, string reason);

    [LoggerMessage(LogLevel.Error, "The authority at {Address} calls itself {Issuer} and publishes {Count} named keys that are long enough: it must be AUTH_JWT_AUTHORITY, or AUTH_JWT_ISSUER, and have one at least")]
    private static partial void LogUnfit(ILogger log, string address, string issuer, int count);
}
