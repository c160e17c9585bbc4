using System.Security.Cryptography;
using System.Text;

namespace OrleansCalls.Silo.CustomerWebhooks;

/// <summary>
/// Endpoints' secrets as they are stored: encrypted with AES-256-GCM where a key is configured, bound to their endpoint, so
/// that none is of use in another's row. They must be readable: every delivery is signed with one.
/// </summary>
/// <param name="keys">The first one encrypts; every one is tried to decrypt.</param>
internal sealed class WebhookSecrets(IReadOnlyList<byte[]> keys)
{
    private const string Encrypted = "aesgcm:"; // a secret as it is begins with whsec_
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>The secret as it is stored.</summary>
    public string Protect(Guid endpointId, string secret)
    {
        if (keys.Count is 0)
        {
            return secret;
        }

        var plain = Encoding.UTF8.GetBytes(secret);
        var stored = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = stored.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys[0], TagBytes);
        aes.Encrypt(nonce, plain, stored.AsSpan(NonceBytes + TagBytes), stored.AsSpan(NonceBytes, TagBytes), endpointId.ToByteArray());
        return Encrypted + Convert.ToBase64String(stored);
    }

    /// <summary>The secret again; null when none of the keys fits.</summary>
    public string? Reveal(Guid endpointId, string stored)
    {
        if (!stored.StartsWith(Encrypted, StringComparison.Ordinal))
        {
            return stored;
        }

        var bytes = Convert.FromBase64String(stored[Encrypted.Length..]);
        foreach (var key in keys)
        {
            try
            {
                var plain = new byte[bytes.Length - NonceBytes - TagBytes];
                using var aes = new AesGcm(key, TagBytes);
                aes.Decrypt(
                    bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes), plain, endpointId.ToByteArray());
                return Encoding.UTF8.GetString(plain);
            }
            catch (AuthenticationTagMismatchException)
            {
                // Encrypted with another key.
            }
        }

        return null;
    }
}
