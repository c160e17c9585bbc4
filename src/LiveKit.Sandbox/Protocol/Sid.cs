using System.Security.Cryptography;

namespace OrleansCalls.LiveKit.Sandbox.Protocol;

/// <summary>LiveKit's ids: a prefix and 12 characters of an alphabet without look-alikes (livekit/protocol utils/guid).</summary>
internal static class Sid
{
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>A new id, for example <c>RM_</c> and 12 characters.</summary>
    public static string New(string prefix) => prefix + RandomNumberGenerator.GetString(Alphabet, 12);
}
