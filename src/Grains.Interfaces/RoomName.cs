using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OrleansCalls.Grains.Interfaces;

/// <summary>The names of our rooms: <c>{userId}_fred-call_{unix milliseconds}</c>. Ownership is never read out of a name.</summary>
public static partial class RoomName
{
    /// <summary>LiveKit refuses longer names (bytes of UTF-8).</summary>
    public const int MaxBytes = 256;

    /// <summary>A name for a call that starts now. A user id with other characters enters it as its SHA-256 in hex.</summary>
    public static string For(string userId, DateTimeOffset now) =>
        Prefix(userId) + now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>What the names of a user's rooms begin with; those of another's may, too.</summary>
    public static string Prefix(string userId) => Plain(userId) + "_fred-call_";

    /// <summary>A user as it stands in names and logs: the id where its characters are harmless, otherwise its SHA-256 in hex.</summary>
    public static string Plain(string userId) => PlainUserId().IsMatch(userId)
        ? userId
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(userId)));

    /// <summary>Whether a call of ours could have this name: any other never reaches a grain.</summary>
    public static bool CouldBeOurs(string room) => room.Length <= MaxBytes && Ours().IsMatch(room);

    [GeneratedRegex(@"\A[A-Za-z0-9._@|:-]{1,128}\z")]
    private static partial Regex PlainUserId();

    [GeneratedRegex(@"\A[A-Za-z0-9._@|:-]{1,128}_fred-call_[0-9]{1,19}\z")]
    private static partial Regex Ours();
}
