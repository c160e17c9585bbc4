namespace OrleansCalls.Grains.Sweeping;

/// <summary>What is done about something that LiveKit lists.</summary>
internal enum StrayVerdict
{
    /// <summary>It is well, or somebody else's, or its call looks after it.</summary>
    Leave,

    /// <summary>Its call is told that it is there; the call's plan knows what to do.</summary>
    Tell,

    /// <summary>The own room of a call that has ended: told only if somebody is in it, else closed. LiveKit may list it for ever.</summary>
    TellIfInhabited,

    /// <summary>Its name is like ours and no call here knows it, but it may be another installation's.</summary>
    Unknown,

    /// <summary>No call here knows it, and nobody else can have made it.</summary>
    Close,
}
