using System.Globalization;

namespace OrleansCalls.Grains.Recordings;

/// <summary>The keys of a call's recordings: deterministic and ours, so that LiveKit's <c>location</c> is never parsed.</summary>
public static class RecordingKeys
{
    private const string Extension = ".ogg";

    /// <summary>The key of a call's first recorder.</summary>
    public static string First(string room) => $"voice-recordings/{room}{Extension}";

    /// <summary>The key of a later recorder, so that it never overwrites what an earlier one wrote.</summary>
    public static string Next(string firstKey, int attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"{firstKey[..^Extension.Length]}.{attempt}{Extension}");
}
