using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Grains.Erasure;

/// <summary>
/// Erases calls that are known by their rows alone and whose names are not ours: without a call's grain, and so at once. The row goes
/// last: while it is there, the erasure can be asked for again. Afterwards the tombstone tells of it for an hour.
/// </summary>
internal sealed class OlderErasure(
    IErasureStore store, IOlderErasureStore older, IRecorders recorders, IRecordingStore bucket, CallClock clock)
{
    /// <summary>For how long the report is answered again.</summary>
    internal static readonly TimeSpan Told = TimeSpan.FromHours(1);

    /// <summary>Erases the call of its user, or answers again what was removed.</summary>
    /// <returns>What was removed; null when the user has, and had, no such call.</returns>
    /// <exception cref="OutsideException">The bucket could not be asked: the row is there still.</exception>
    public async Task<ErasureReport?> EraseAsync(string room, string userId, CancellationToken cancellationToken)
    {
        if (RoomName.CouldBeOurs(room))
        {
            return null;
        }

        return await store.FindOlderAsync(room, cancellationToken) is { } found && found.UserId == userId
            ? await RemoveAsync(room, userId, cancellationToken)
            : await older.FindReportAsync(room, CallOwner.Hash(room, userId), clock.Now - Told, cancellationToken);
    }

    /// <summary>Erases the call if it ended before this time.</summary>
    /// <exception cref="OutsideException">The bucket could not be asked: the row is there still.</exception>
    public async Task EraseEndedBeforeAsync(string room, DateTimeOffset time, CancellationToken cancellationToken)
    {
        if (!RoomName.CouldBeOurs(room) && await store.FindOlderAsync(room, cancellationToken) is { } found && found.EndedAt < time)
        {
            await RemoveAsync(room, found.UserId, cancellationToken);
        }
    }

    private async Task<ErasureReport> RemoveAsync(string room, string userId, CancellationToken cancellationToken)
    {
        var objects = await EraseRecordingAsync(room, cancellationToken);
        return await older.EraseOlderAsync(room, userId, CallOwner.Hash(room, userId), objects, clock.Now, cancellationToken);
    }

    private async Task<int> EraseRecordingAsync(string room, CancellationToken cancellationToken)
    {
        if (!recorders.IsConfigured || RecordingKeys.OfOlder(room) is not { } key || await bucket.FindAsync(key, cancellationToken) is null)
        {
            return 0;
        }

        await bucket.DeleteAsync(key, cancellationToken);
        return 1;
    }
}
