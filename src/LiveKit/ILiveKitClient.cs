using OrleansCalls.LiveKit.Dispatches;
using OrleansCalls.LiveKit.Egress;
using OrleansCalls.LiveKit.Rooms;

namespace OrleansCalls.LiveKit;

/// <summary>
/// The part of LiveKit's server API that calls need. Every method makes one request (a long list of egresses: one a page) and
/// never repeats it: what may be repeated is for the caller to know. All of them throw <see cref="LiveKitException"/> when LiveKit
/// refuses, fails or does not answer in time, and <see cref="OperationCanceledException"/> only when the caller cancels.
/// </summary>
public interface ILiveKitClient
{
    /// <summary>Creates a room. For a live room of that name LiveKit answers the room as it is and ignores all settings.</summary>
    Task<Room> CreateRoomAsync(CreateRoomRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a room and disconnects everybody in it. An unknown room is <see cref="LiveKitException.IsNotFound"/>.</summary>
    Task DeleteRoomAsync(string room, CancellationToken cancellationToken = default);

    /// <summary>The rooms of these names that exist; null asks for every room, no names for none. Every room may take up to a minute and hundreds of MB. May hold stale rooms after a crash of LiveKit.</summary>
    Task<IReadOnlyList<Room>> ListRoomsAsync(IReadOnlyList<string>? names = null, CancellationToken cancellationToken = default);

    /// <summary>Who is in the room. An unknown room is an empty list, so an empty list proves nothing.</summary>
    Task<IReadOnlyList<ParticipantInfo>> ListParticipantsAsync(string room, CancellationToken cancellationToken = default);

    /// <summary>
    /// Starts a recording of the whole room; may take over a minute to fail. Called twice it starts two. After a transient error
    /// the outcome is unknown: look with <see cref="ListEgressAsync"/> before starting again.
    /// </summary>
    Task<EgressInfo> StartRoomCompositeEgressAsync(RoomCompositeEgressRequest request, CancellationToken cancellationToken = default);

    /// <summary>Starts a recording of a web page, as <see cref="StartRoomCompositeEgressAsync"/> does one of a room.</summary>
    Task<EgressInfo> StartWebEgressAsync(WebEgressRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Egresses by id, by room name, or all; LiveKit forgets them 24 hours after their end. With an id the other filters are
    /// ignored, and an unknown id is <see cref="LiveKitException.IsNotFound"/>. An egress whose worker died stays active for ever.
    /// </summary>
    Task<IReadOnlyList<EgressInfo>> ListEgressAsync(string? roomName = null, string? egressId = null, bool active = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks an egress to stop; the file comes later. One that has ended is code <c>failed_precondition</c>; one whose worker died
    /// is <c>deadline_exceeded</c>, always.
    /// </summary>
    Task<EgressInfo> StopEgressAsync(string egressId, CancellationToken cancellationToken = default);

    /// <summary>Calls an agent into a room, which LiveKit creates if it is not there. Called twice it calls two.</summary>
    Task<AgentDispatch> CreateDispatchAsync(CreateDispatchRequest request, CancellationToken cancellationToken = default);

    /// <summary>The dispatches of a live room. For a room that is not live LiveKit answers <c>unavailable</c> after about 3 seconds.</summary>
    Task<IReadOnlyList<AgentDispatch>> ListDispatchAsync(string room, CancellationToken cancellationToken = default);

    /// <summary>Takes a dispatch back. Unknown: <see cref="LiveKitException.IsNotFound"/>; the room gone: <c>unavailable</c>.</summary>
    Task<AgentDispatch> DeleteDispatchAsync(string dispatchId, string room, CancellationToken cancellationToken = default);
}
