namespace OrleansCalls.Grains.Interfaces;

/// <summary>
/// The grain key of a call. A bare room name is never a key: the AdoNet storage reads keys such as <c>020235</c> and
/// <c>cafe</c> as numbers, so that rooms would share one row. A slash makes that impossible and keeps upper and lower case.
/// </summary>
public static class RoomKey
{
    private const string Prefix = "room/";

    /// <summary>The key of the grain that keeps the call of this room.</summary>
    public static string For(string room) => Prefix + room;

    /// <summary>The room name within a key made by <see cref="For"/>.</summary>
    public static string RoomOf(string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal)
            ? key[Prefix.Length..]
            : throw new ArgumentException("Not the key of a call", nameof(key));
}
