using OrleansCalls.LiveKit.Wire;

namespace OrleansCalls.LiveKit.Rooms;

/// <summary>A room as LiveKit sees it. In track and egress webhooks only <see cref="Sid"/> and <see cref="Name"/> are set.</summary>
public sealed record Room
{
    /// <summary><c>RM_…</c>: one life of the room. A room that is created again under its name has another.</summary>
    public string Sid { get; init; } = "";

    /// <summary>The name that it was created by.</summary>
    public string Name { get; init; } = "";

    /// <summary>When it was created, to the millisecond where LiveKit says so.</summary>
    public DateTimeOffset? CreationTime { get; init; }

    /// <summary>Participants without agents and egresses. LiveKit refreshes it lazily: never decide by it.</summary>
    public int NumParticipants { get; init; }

    /// <summary>The text given at its creation.</summary>
    public string Metadata { get; init; } = "";

    /// <summary>How long it stays open while nobody has joined.</summary>
    public TimeSpan EmptyTimeout { get; init; }

    /// <summary>How long it stays open after the last one left.</summary>
    public TimeSpan DepartureTimeout { get; init; }

    /// <summary>How many may join; zero: no limit.</summary>
    public int MaxParticipants { get; init; }

    internal static Room Read(ProtoObject room) => new()
    {
        Sid = room.Text("sid"),
        Name = room.Text("name"),
        CreationTime = room.UnixMilliseconds("creationTimeMs") ?? room.UnixSeconds("creationTime"),
        NumParticipants = room.Count("numParticipants"),
        Metadata = room.Text("metadata"),
        EmptyTimeout = room.Seconds("emptyTimeout"),
        DepartureTimeout = room.Seconds("departureTimeout"),
        MaxParticipants = room.Count("maxParticipants"),
    };
}
