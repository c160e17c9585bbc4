using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Calls;

namespace OrleansCalls.WebFront.Erasure;

/// <summary>
/// Has a call erased and waits until nothing of it is left, at most 13 s, whatever is away; it goes on without anybody who waits.
/// </summary>
internal sealed class ErasureDesk(GrainCalls grains, TimeProvider time)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(13);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(3);

    /// <returns>How far it has come; null when the user has no such call.</returns>
    public async Task<ErasureReport?> EraseAsync(string room, string user, CancellationToken cancellationToken)
    {
        if (!RoomName.CouldBeOurs(room))
            return await grains.QueryAsync(q => q.EraseOlderAsync(room, user), cancellationToken);
        var began = time.GetTimestamp();
        var report = await grains.AskAsync(room, c => c.EraseAsync(new EraseCall { UserId = user }), cancellationToken);
        while (report is { IsErased: false } && s_deadline - time.GetElapsedTime(began) is { Ticks: > 0 } left)
        {
            var revision = report.Revision;
            var wait = left < s_longestWait ? left : s_longestWait;
            try
            {
                report = await grains.AskAsync(
                    room, c => c.WaitForErasureAsync(user, revision, wait, cancellationToken), left, cancellationToken)
                    ?? report with { IsErased = true }; // and forgotten
            }
            catch (Exception e) when (Outage.Explains(e))
            {
                break; // it is durable, and another silo goes on
            }
        }

        return report;
    }
}
