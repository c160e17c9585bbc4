using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Grains.Erasure;

/// <summary>
/// Erases calls that are known by their rows alone and whose names are not ours: without a call's grain, and so at once. The row goes
/// last: while it is there, the erasure can be asked for again.
/// </summary>
internal sealed class OlderErasure(IErasureStore store, IRecorders recorders, IRecordingStore bucket, CallClock clock)
{
    /// <returns>What was removed; null when the user has no such call.</returns>
    /// <exception cref="OutsideException">The bucket could not be asked: the row is there still.</exception>
    public async Task<ErasureReport?> EraseAsync(string room, string userId, CancellationToken cancellationToken)
    {
        if (RoomName.CouldBeOurs(room) || await store.FindOlderAsync(room, cancellationToken) is not { } found || found.UserId != userId)
        {
            return null;
        }

        var objects = await EraseRecordingAsync(room, cancellationToken);
        var erased = await store.EraseAsync(room, userId, clock.Now, cancellationToken);
        await store.ForgetAsync(room, clock.Now, cancellationToken);
        return new ErasureReport { IsErased = true, ErasedAt = erased.At, Records = erased.Removed, RecordingObjects = objects, Revision = 0 };
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
