using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Erasure;

/// <summary>Removes calls from the database, and keeps their tombstones, against which nothing of them can be written any more.</summary>
public interface IErasureStore
{
    /// <summary>
    /// Removes everything of the room but its state, and puts the tombstone there, in one transaction that no write of the
    /// room's overlaps. Repeating it removes what is there and answers the counts of all removals together.
    /// </summary>
    /// <param name="room">The room.</param>
    /// <param name="userId">Whose call it is; null where only its row knows.</param>
    /// <param name="now">The time that the tombstone tells.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<RecordsErased> EraseAsync(string room, string? userId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The same once more, for the last time: of the tombstone the room's hash and the time are left.</summary>
    Task ForgetAsync(string room, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Whether the room has a tombstone.</summary>
    Task<bool> IsErasedAsync(string room, CancellationToken cancellationToken);

    /// <summary>The call of a room that has no state, by its row; null when there is none.</summary>
    Task<OlderCall?> FindOlderAsync(string room, CancellationToken cancellationToken);
}
