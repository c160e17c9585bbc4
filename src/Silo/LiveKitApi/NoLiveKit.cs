using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Sweeping;

namespace OrleansCalls.Silo.LiveKitApi;

/// <summary>Stands where LiveKit is not configured: old calls can be read, and nothing of LiveKit's is ever done.</summary>
internal sealed class NoLiveKit : ICallRooms, IAgents, IRecorders, ILiveKitLists
{
    public bool IsConfigured => false;

    public Task<RoomCreated> CreateAsync(string room, CallRequested request, CancellationToken cancellationToken) => throw Off();

    public Task<bool> DeleteAsync(string room, CancellationToken cancellationToken) => throw Off();

    public Task<string> DispatchAsync(string room, CallRequested request, string? resume, CancellationToken cancellationToken) => throw Off();

    public Task TakeBackAsync(string room, string dispatchId, CancellationToken cancellationToken) => throw Off();

    public Task<string?> FindAsync(string room, CancellationToken cancellationToken) => throw Off();

    Task<IReadOnlyList<AgentCall>> IAgents.ListAsync(string room, CancellationToken cancellationToken) => throw Off();

    public Task<IReadOnlyList<ParticipantSeen>> ParticipantsAsync(
        string room, string roomSid, DateTimeOffset now, CancellationToken cancellationToken) => throw Off();

    public Task<EgressReport> StartAsync(string room, string key, CancellationToken cancellationToken) => throw Off();

    public Task<EgressReport?> StopAsync(string egressId, CancellationToken cancellationToken) => throw Off();

    public Task<IReadOnlyList<EgressReport>> ListAsync(string room, CancellationToken cancellationToken) => throw Off();

    public Task<IReadOnlyList<ListedRoom>> RoomsAsync(CancellationToken cancellationToken) => throw Off();

    public Task<IReadOnlyList<ListedRecorder>> RecordersAsync(CancellationToken cancellationToken) => throw Off();

    private static OutsideException Off() => new("LiveKit is not configured", refused: false);
}
