using System.Text.RegularExpressions;

namespace OrleansCalls.Grains.Interfaces;

/// <summary>
/// The names of rooms that a check of the installation makes for a moment: never those of calls, nor of strays
/// (<see cref="RoomName.CouldBeOurs"/> is false for them).
/// </summary>
public static partial class ProbeRoom
{
    /// <summary>A name that nobody has.</summary>
    public static string New() => $"orleans-calls-doctor_{Guid.NewGuid():n}";

    /// <summary>Whether such a check could have made the room.</summary>
    public static bool Is(string room) => Name().IsMatch(room);

    [GeneratedRegex(@"\Aorleans-calls-doctor_[0-9a-f]{32}\z")]
    private static partial Regex Name();
}
