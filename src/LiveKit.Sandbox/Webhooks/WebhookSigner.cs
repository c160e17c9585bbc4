using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OrleansCalls.LiveKit.Sandbox.Tokens;

namespace OrleansCalls.LiveKit.Sandbox.Webhooks;

/// <summary>Signs webhooks: a token of five minutes that carries the body's SHA-256 (livekit/protocol webhook/resource_url_notifier.go).</summary>
internal sealed class WebhookSigner(SandboxOptions options, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials _credentials = new(TokenKey.Of(options.ApiSecret), SecurityAlgorithms.HmacSha256);

    /// <summary>The value of the <c>Authorization</c> header; the real server puts no <c>Bearer</c> before it.</summary>
    public string Sign(ReadOnlySpan<byte> body)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.ApiKey,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object> { ["sha256"] = Convert.ToBase64String(SHA256.HashData(body)) },
            SigningCredentials = _credentials,
        });
    }
}
