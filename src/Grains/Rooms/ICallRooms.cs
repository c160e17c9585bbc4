using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Rooms;

/// <summary>LiveKit's rooms. Failures are <see cref="Calls.OutsideException"/>s.</summary>
public interface ICallRooms
{
    /// <summary>Makes the room, or answers the live one of this name.</summary>
    Task<RoomCreated> CreateAsync(string room, CallRequested request, CancellationToken cancellationToken);

    /// <summary>Closes the room.</summary>
    /// <returns>False when LiveKit knows no such room.</returns>
    Task<bool> DeleteAsync(string room, CancellationToken cancellationToken);

    /// <summary>The sid of the live room of this name, or null.</summary>
    Task<string?> FindAsync(string room, CancellationToken cancellationToken);

    /// <summary>Who is in the room. An empty answer proves nothing: LiveKit gives it for unknown rooms too.</summary>
    Task<IReadOnlyList<ParticipantSeen>> ParticipantsAsync(
        string room, string roomSid, DateTimeOffset now, CancellationToken cancellationToken);
}
