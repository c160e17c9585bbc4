using OrleansCalls.LiveKit.Dispatches;

namespace OrleansCalls.LiveKit.Rooms;

/// <summary>A room to be created. A duration or number of zero means LiveKit's default, not zero.</summary>
public sealed record CreateRoomRequest
{
    /// <summary>The room's name, at most 256 bytes.</summary>
    public required string Name { get; init; }

    /// <summary>How long the room stays open, counted from its creation, while nobody has joined. LiveKit's default: 300 s. Whole seconds.</summary>
    public TimeSpan EmptyTimeout { get; init; }

    /// <summary>How long the room stays open after the last one left. LiveKit's default: 20 s. Whole seconds.</summary>
    public TimeSpan DepartureTimeout { get; init; }

    /// <summary>How many may join, agents and egresses not counted.</summary>
    public int MaxParticipants { get; init; }

    /// <summary>Text for whoever reads the room, at most 512 KiB.</summary>
    public string? Metadata { get; init; }

    /// <summary>Agents to call when the room is created. With none LiveKit calls any agent that has no name.</summary>
    public IReadOnlyList<RoomAgentDispatch>? Agents { get; init; }
}
