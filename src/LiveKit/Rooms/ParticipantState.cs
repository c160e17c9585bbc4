namespace OrleansCalls.LiveKit.Rooms;

/// <summary>How far a participant's connection is. Numbers are the protocol's.</summary>
public enum ParticipantState
{
    /// <summary>A state that this version does not know.</summary>
    Unknown = -1,

    /// <summary>The signal connection is made.</summary>
    Joining = 0,

    /// <summary>The server has answered the join.</summary>
    Joined = 1,

    /// <summary>Media can flow.</summary>
    Active = 2,

    /// <summary>Gone.</summary>
    Disconnected = 3,
}
