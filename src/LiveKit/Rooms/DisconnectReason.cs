namespace OrleansCalls.LiveKit.Rooms;

/// <summary>Why a participant left. Numbers and names are the protocol's.</summary>
public enum DisconnectReason
{
    /// <summary>A reason that this version does not know.</summary>
    Unknown = -1,

    /// <summary>LiveKit gives none.</summary>
    UnknownReason = 0,

    /// <summary>The client left.</summary>
    ClientInitiated = 1,

    /// <summary>The same identity joined again.</summary>
    DuplicateIdentity = 2,

    /// <summary>LiveKit is shutting down.</summary>
    ServerShutdown = 3,

    /// <summary>The API removed it.</summary>
    ParticipantRemoved = 4,

    /// <summary>The API deleted the room.</summary>
    RoomDeleted = 5,

    /// <summary>The client tried to resume what the server no longer knows.</summary>
    StateMismatch = 6,

    /// <summary>It never joined fully.</summary>
    JoinFailure = 7,

    /// <summary>It was moved to another node.</summary>
    Migration = 8,

    /// <summary>The signal connection closed.</summary>
    SignalClose = 9,

    /// <summary>The room closed because nobody was left.</summary>
    RoomClosed = 10,

    /// <summary>The called telephone did not answer.</summary>
    UserUnavailable = 11,

    /// <summary>The called telephone refused.</summary>
    UserRejected = 12,

    /// <summary>The telephone line failed.</summary>
    SipTrunkFailure = 13,

    /// <summary>The connection timed out.</summary>
    ConnectionTimeout = 14,

    /// <summary>The media connection failed.</summary>
    MediaFailure = 15,

    /// <summary>The agent failed.</summary>
    AgentError = 16,
}
