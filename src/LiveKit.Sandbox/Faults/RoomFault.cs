namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>A room goes wrong. Drawn when the room is made.</summary>
internal sealed record RoomFault : LifeFault
{
    public required RoomFaultKind Kind { get; init; }
}

/// <summary>What goes wrong with a room.</summary>
internal enum RoomFaultKind
{
    /// <summary>It and everything in it is gone <c>afterMs</c> after its creation, and no webhook says so.</summary>
    Vanish,

    /// <summary><c>afterMs</c> after its end the last human joins again: there is a room of the name with another sid.</summary>
    Recreate,

    /// <summary>It stays listed for <c>afterMs</c> (0: for ever) after its end, and cannot be deleted.</summary>
    Stale,

    /// <summary>It vanishes, but stays listed for ever with everybody in it, and cannot be deleted.</summary>
    Ghost,
}
