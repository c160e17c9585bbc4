namespace OrleansCalls.Grains.Sweeping;

/// <summary>A room that LiveKit lists.</summary>
/// <param name="Name">Its name, of ours or not.</param>
/// <param name="Sid">LiveKit's id of this life of the room.</param>
/// <param name="CreatedAt">Null where LiveKit does not say.</param>
public sealed record ListedRoom(string Name, string Sid, DateTimeOffset? CreatedAt);
