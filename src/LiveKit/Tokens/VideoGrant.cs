namespace OrleansCalls.LiveKit.Tokens;

/// <summary>What a token allows. To LiveKit an absent right is 'no', except publishing and subscribing, where it is 'yes'.</summary>
internal sealed record VideoGrant
{
    /// <summary>Creating rooms, and deleting them.</summary>
    public bool RoomCreate { get; init; }

    public bool RoomList { get; init; }

    /// <summary>Every egress method, for any room.</summary>
    public bool RoomRecord { get; init; }

    /// <summary>Participants and dispatches of <see cref="Room"/>, and of no other.</summary>
    public bool RoomAdmin { get; init; }

    public string? Room { get; init; }

    public bool RoomJoin { get; init; }

    public bool CanPublish { get; init; }

    public bool CanPublishData { get; init; }

    public bool CanSubscribe { get; init; }
}
