namespace OrleansCalls.LiveKit.Sandbox.Tokens;

/// <summary>The <c>video</c> claim of a LiveKit access token.</summary>
internal sealed record VideoGrant
{
    public bool RoomCreate { get; init; }
    public bool RoomList { get; init; }
    public bool RoomRecord { get; init; }
    public bool RoomAdmin { get; init; }
    public bool RoomJoin { get; init; }

    /// <summary>The only room the grant is for; compared exactly. Empty names no room, not every room.</summary>
    public string Room { get; init; } = "";

    /// <summary>Absent means allowed.</summary>
    public bool? CanPublish { get; init; }

    /// <summary>Absent means allowed.</summary>
    public bool? CanSubscribe { get; init; }

    /// <summary>Absent means as <see cref="CanPublish"/>.</summary>
    public bool? CanPublishData { get; init; }

    public bool Hidden { get; init; }
    public bool Recorder { get; init; }
    public bool Agent { get; init; }

    /// <summary>Whether the grant administers this very room.</summary>
    public bool Administers(string room) => RoomAdmin && Room.Length > 0 && string.Equals(Room, room, StringComparison.Ordinal);
}
