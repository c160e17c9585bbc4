using System.Security.Cryptography;
using System.Text;

namespace OrleansCalls.WebFront.Auth;

/// <summary>The keys that a program may show. Compared as hashes in constant time: neither content nor length leaks.</summary>
internal sealed class SecretKeys(IEnumerable<string> secrets)
{
    private readonly byte[][] _hashes = [.. secrets.Select(Hash)];

    public bool Accepts(string secret)
    {
        var shown = Hash(secret);
        var accepted = false;
        foreach (var hash in _hashes)
            accepted |= CryptographicOperations.FixedTimeEquals(hash, shown);
        return accepted;
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
