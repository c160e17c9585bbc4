using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Speech;

namespace OrleansCalls.LiveKit.Sandbox.Rooms;

/// <summary>Somebody in a room. Touched only under <see cref="RoomDirectory.Gate"/>.</summary>
internal sealed class Participant(ParticipantInfo info)
{
    /// <summary>The participant as LiveKit would show it now.</summary>
    public ParticipantInfo Info { get; set; } = info;

    /// <summary>What the participant is saying, or said last.</summary>
    public Utterance? Speech { get; set; }

    public bool MayPublish => Info.Permission is not { CanPublish: false };

    /// <summary>Agents and egresses depend on others: they keep no room open and count for no limit.</summary>
    public bool IsDependent => Info.Kind is ParticipantKind.Agent or ParticipantKind.Egress || Info.Permission is { Agent: true } or { Recorder: true };
}
