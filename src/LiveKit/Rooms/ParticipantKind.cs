namespace OrleansCalls.LiveKit.Rooms;

/// <summary>What a participant is. Numbers are the protocol's. Agents and egresses do not keep a room open.</summary>
public enum ParticipantKind
{
    /// <summary>A kind that this version does not know.</summary>
    Unknown = -1,

    /// <summary>A human's client.</summary>
    Standard = 0,

    /// <summary>A stream fed into the room.</summary>
    Ingress = 1,

    /// <summary>The recorder.</summary>
    Egress = 2,

    /// <summary>A telephone.</summary>
    Sip = 3,

    /// <summary>An agent.</summary>
    Agent = 4,

    /// <summary>A caller of another messaging service.</summary>
    Connector = 7,

    /// <summary>A bridge to another media system.</summary>
    Bridge = 8,
}
