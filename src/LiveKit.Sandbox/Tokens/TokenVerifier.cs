using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OrleansCalls.LiveKit.Sandbox.Tokens;

/// <summary>Checks access tokens as livekit-server does (livekit/protocol auth/verifier.go): HS256 only, exp required, one minute of leeway.</summary>
internal sealed class TokenVerifier(SandboxOptions options, TimeProvider time)
{
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(1);

    private readonly JsonWebTokenHandler _handler = new();
    private readonly TokenValidationParameters _parameters = new()
    {
        IssuerSigningKey = TokenKey.Of(options.ApiSecret),
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        ValidIssuer = options.ApiKey,
        ValidateAudience = false,
        LifetimeValidator = (notBefore, expires, _, _) =>
            expires + Leeway > time.GetUtcNow().UtcDateTime && !(notBefore - Leeway > time.GetUtcNow().UtcDateTime),
    };

    /// <summary>Verifies a token: its claims, or why livekit-server would refuse it.</summary>
    public async Task<(TokenClaims? Claims, string Failure)> VerifyAsync(string token)
    {
        if (!_handler.CanReadToken(token) || TryRead(token) is not { } parsed)
            return (null, "invalid authorization token");

        if (!string.Equals(parsed.Issuer, options.ApiKey, StringComparison.Ordinal))
            return (null, "invalid API key");

        var result = await _handler.ValidateTokenAsync(parsed, _parameters);
        if (!result.IsValid)
            return (null, $"invalid authorization token: {Reason(result.Exception)}");

        return TokenClaims.Parse(Base64UrlEncoder.Decode(parsed.EncodedPayload)) is { } claims
            ? (claims, "")
            : (null, "invalid authorization token");
    }

    private JsonWebToken? TryRead(string token)
    {
        try
        {
            return _handler.ReadJsonWebToken(token);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Reason(Exception exception) =>
        exception is SecurityTokenInvalidLifetimeException ? "token is expired, has no expiry or is not yet valid" : "signature is invalid";
}
