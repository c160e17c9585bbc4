namespace OrleansCalls.Grains.Interfaces;

/// <summary>Who is in a room, as far as a call cares.</summary>
[GenerateSerializer, Alias("ParticipantKind")]
public enum ParticipantKind
{
    /// <summary>A person: LiveKit's kinds standard, SIP, ingress and connector.</summary>
    Human = 0,

    /// <summary>A voice agent; keeps no room open.</summary>
    Agent = 1,

    /// <summary>A recorder; keeps no room open.</summary>
    Egress = 2,
}
