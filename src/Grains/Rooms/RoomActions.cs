using OrleansCalls.Grains.Calls;

namespace OrleansCalls.Grains.Rooms;

/// <summary>Ask LiveKit to make the room. Repeating it for a live room answers the same room.</summary>
public sealed record CreateRoom : CallAction
{
    public override string Id => "create-room";
}

/// <summary>Give up a start whose room could not be made in time.</summary>
public sealed record AbandonStart : CallAction
{
    public override string Id => "abandon-start";
}

/// <summary>Ask LiveKit whether the room is there, and who is in it.</summary>
public sealed record LookAtRoom : CallAction
{
    public override string Id => "look-at-room";

    public override bool IsTold => false;
}

/// <summary>Close the room.</summary>
/// <param name="Why">Tells the reasons for closing apart, each with tries of its own.</param>
public sealed record DeleteRoom(string Why) : CallAction
{
    /// <summary>Why a room is closed that has the name of an ended call.</summary>
    public const string Stray = "stray";

    public override string Id => "delete-room/" + Why;
}
