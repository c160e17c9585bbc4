using System.Security.Cryptography;
using System.Text;

namespace OrleansCalls.Grains.Erasure;

/// <summary>Tells the user of an erased call from others, when neither is kept.</summary>
internal static class CallOwner
{
    public static string Hash(string room, string userId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{room}\n{userId}")));
}
