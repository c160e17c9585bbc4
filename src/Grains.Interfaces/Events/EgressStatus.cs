namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>LiveKit's status of a recorder, in the order of its life.</summary>
[GenerateSerializer, Alias("EgressStatus")]
public enum EgressStatus
{
    /// <summary>A status that this version does not know: ask again.</summary>
    Unknown = 0,
    Starting = 1,
    Active = 2,
    Ending = 3,
    Aborted = 4,
    Failed = 5,
    LimitReached = 6,
    Complete = 7,
}
