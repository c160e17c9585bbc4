using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace OrleansCalls.LiveKit.Sandbox.Tokens;

/// <summary>The signing key that an API secret stands for.</summary>
internal static class TokenKey
{
    private const int SmallestKey = 32;

    /// <summary>The key: the secret's UTF-8 bytes.</summary>
    public static SymmetricSecurityKey Of(string secret)
    {
        // HMAC fills a short key with zeros anyway, so this signs the same and lets 'devkey: secret' pass the library's minimum.
        var bytes = Encoding.UTF8.GetBytes(secret);
        if (bytes.Length < SmallestKey)
            Array.Resize(ref bytes, SmallestKey);

        return new SymmetricSecurityKey(bytes);
    }
}
