using System.Globalization;
using OrleansCalls.Grains.Interfaces;

namespace OrleansCalls.Grains.Recordings;

/// <summary>The keys of a call's recordings: deterministic and ours, so that LiveKit's <c>location</c> is never parsed.</summary>
public static class RecordingKeys
{
    private const string Extension = ".ogg";

    /// <summary>The key of a call's first recorder.</summary>
    public static string First(string room) => $"voice-recordings/{room}{Extension}";

    /// <summary>
    /// The key of a call that is known by its row alone. Null where its name would make a key that is not its own: a later recorder's of
    /// a call of ours, or one that leads out of the folder.
    /// </summary>
    public static string? OfOlder(string room)
    {
        var key = First(room);
        var owner = room[..Math.Max(room.LastIndexOf('.'), 0)];
        var isOfOurs = RoomName.CouldBeOurs(owner) && AreOf(First(owner), key);
        var leadsElsewhere = room.Split('/').Any(part => part is "" or "." or "..");
        return isOfOurs || leadsElsewhere ? null : key;
    }

    /// <summary>The key of a later recorder, so that it never overwrites what an earlier one wrote.</summary>
    public static string Next(string firstKey, int attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"{firstKey[..^Extension.Length]}.{attempt}{Extension}");

    /// <summary>What the keys of a call begin with. Those of another call may too: <see cref="AreOf"/> tells.</summary>
    public static string Prefix(string firstKey) => firstKey[..^Extension.Length] + ".";

    /// <summary>The key of the file about a recording that LiveKit puts beside it.</summary>
    public static string Manifest(string firstKey, string egressId) => $"{firstKey[..(firstKey.LastIndexOf('/') + 1)]}{egressId}.json";

    /// <summary>Whether a key is one of those that a call's recorders write.</summary>
    public static bool AreOf(string firstKey, string? key) =>
        key == firstKey
        || (key is not null
            && key.StartsWith(firstKey[..^Extension.Length] + ".", StringComparison.Ordinal)
            && key.EndsWith(Extension, StringComparison.Ordinal)
            && key.Length > firstKey.Length + 1
            && key.AsSpan((firstKey.Length - Extension.Length + 1)..^Extension.Length).IndexOfAnyExceptInRange('0', '9') < 0);
}
