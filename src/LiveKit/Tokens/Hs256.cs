using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansCalls.LiveKit.Tokens;

/// <summary>
/// JWTs (RFC 7519) with HMAC-SHA256, the only kind that LiveKit knows. Written out here because Microsoft.IdentityModel refuses keys
/// under 32 bytes, and LiveKit's own development pair is <c>devkey</c> and <c>secret</c>.
/// </summary>
internal sealed class Hs256(string secret)
{
    private static readonly string s_header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    /// <returns>The token over these claims.</returns>
    public string Sign(ReadOnlySpan<byte> claims)
    {
        var signed = $"{s_header}.{Base64Url.EncodeToString(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(Signature(signed))}";
    }

    /// <summary>Whether our key signed this. Takes the same time wherever the signatures differ.</summary>
    /// <param name="signed">Header and claims as they came, with the dot between.</param>
    /// <param name="signature">The signature, decoded.</param>
    public bool IsSigned(ReadOnlySpan<char> signed, ReadOnlySpan<byte> signature) =>
        CryptographicOperations.FixedTimeEquals(Signature(signed), signature);

    private byte[] Signature(ReadOnlySpan<char> signed)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(signed)];
        Encoding.UTF8.GetBytes(signed, bytes);
        return HMACSHA256.HashData(_key, bytes);
    }
}
