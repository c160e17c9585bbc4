namespace OrleansCalls.Grains.Rooms;

/// <summary>When a room was last seen alive, and when it ended.</summary>
public sealed record RoomSighting
{
    public DateTimeOffset? SeenAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    internal RoomSighting Merge(RoomSighting other) => new()
    {
        SeenAt = Times.Later(SeenAt, other.SeenAt),
        FinishedAt = Times.Later(FinishedAt, other.FinishedAt),
    };
}
