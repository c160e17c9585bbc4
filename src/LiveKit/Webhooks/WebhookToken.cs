using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using OrleansCalls.LiveKit.Tokens;
using OrleansCalls.LiveKit.Wire;

namespace OrleansCalls.LiveKit.Webhooks;

/// <summary>
/// Checks the token of a webhook: HS256 with our secret, our key as issuer, its dates, and in <c>sha256</c> the hash of the body.
/// The token has no say in how it is checked.
/// </summary>
internal sealed class WebhookToken(LiveKitOptions options, TimeProvider time)
{
    private const string Malformed = "the token is malformed";

    /// <summary>A true one has about 300 characters.</summary>
    private const int LongestHeader = 8192;

    /// <summary>As LiveKit's own verifier allows, in seconds.</summary>
    private const int ClockLeeway = 60;

    private readonly Hs256 _signature = new(options.ApiSecret);

    /// <returns>Null when LiveKit signed this body; otherwise why not, in words that hold nothing of what was sent.</returns>
    public string? WhyRefused(string? header, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrWhiteSpace(header))
        {
            return "no Authorization header";
        }

        if (header.Length > LongestHeader)
        {
            return "the Authorization header is too long";
        }

        var token = Bare(header);
        if (token.Split('.') is not [var head, var claims, var signature]
            || Decode(head) is not { } headJson || Decode(claims) is not { } claimsJson || Decode(signature) is not { } signatureBytes)
        {
            return Malformed;
        }

        try
        {
            if (!ProtoJson.Read(headJson, static h => h.Text("alg") is "HS256" && !h.Has("crit")))
            {
                return "the token is not signed with HS256";
            }

            return _signature.IsSigned(token.AsSpan(0, head.Length + 1 + claims.Length), signatureBytes)
                ? WhyRefused(ProtoJson.Read(claimsJson, WebhookClaims.Read), body)
                : "the signature is wrong";
        }
        catch (JsonException)
        {
            return Malformed;
        }
    }

    private string? WhyRefused(WebhookClaims claims, ReadOnlySpan<byte> body)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return claims switch
        {
            _ when claims.Issuer != options.ApiKey => "the token was issued for another API key",
            { Expires: null } => "the token has no expiry",
            _ when claims.Expires < now - ClockLeeway => "the token has expired",
            _ when claims.NotBefore > now + ClockLeeway => "the token is not valid yet",
            _ when !IsHashOf(claims.Sha256, body) => "the body is not the one that was signed",
            _ => null,
        };
    }

    private static string Bare(string header)
    {
        var token = header.Trim();
        return token.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? token["Bearer ".Length..].TrimStart() : token;
    }

    private static byte[]? Decode(string segment)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(segment.Length)];
        return Base64Url.IsValid(segment) && Base64Url.TryDecodeFromChars(segment, bytes, out var length) ? bytes[..length] : null;
    }

    private static bool IsHashOf(string base64, ReadOnlySpan<byte> body)
    {
        Span<byte> claimed = stackalloc byte[SHA256.HashSizeInBytes];
        return Convert.TryFromBase64String(base64, claimed, out var length)
            && CryptographicOperations.FixedTimeEquals(claimed[..length], SHA256.HashData(body));
    }
}
