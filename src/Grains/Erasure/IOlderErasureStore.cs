using OrleansCalls.Grains.Interfaces.Erasure;

namespace OrleansCalls.Grains.Erasure;

/// <summary>Removes calls that are known by their rows alone, and tells of it for a while.</summary>
public interface IOlderErasureStore
{
    /// <summary>Removes everything of the room, and puts the tombstone there with the report, in one transaction.</summary>
    /// <param name="room">The room.</param>
    /// <param name="userId">Whose call it is.</param>
    /// <param name="ownerHash">Who can have the report.</param>
    /// <param name="recordingObjects">How many objects were removed from the bucket before.</param>
    /// <param name="now">The time that the tombstone tells.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<ErasureReport> EraseOlderAsync(string room, string userId, string ownerHash, int recordingObjects, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What was removed of this owner's call; null when nothing was, or its time is over.</summary>
    Task<ErasureReport?> FindReportAsync(string room, string ownerHash, DateTimeOffset erasedAfter, CancellationToken cancellationToken);

    /// <summary>Removes the reports of erasures before a time, a few thousand at most: of the tombstones hash and time are left.</summary>
    Task ForgetReportsAsync(DateTimeOffset erasedBefore, CancellationToken cancellationToken);
}
