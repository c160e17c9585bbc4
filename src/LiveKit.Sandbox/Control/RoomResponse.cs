using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.Control;

/// <summary>Everything about a room name: the live room, if there is one, and the egresses of every session of the name.</summary>
internal sealed record RoomResponse
{
    public RoomInfo? Room { get; init; }
    public IReadOnlyList<ParticipantInfo> Participants { get; init; } = [];
    public IReadOnlyList<EgressInfo> Egresses { get; init; } = [];
    public IReadOnlyList<AgentDispatch> Dispatches { get; init; } = [];
}
