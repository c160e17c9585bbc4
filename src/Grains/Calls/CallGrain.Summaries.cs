using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Grains.Calls;

/// <summary>The command that asks for a summary anew.</summary>
internal sealed partial class CallGrain
{
    public async Task<SummaryReceipt?> RemakeSummaryAsync(string requestedBy, CancellationToken cancellationToken)
    {
        if (!IsOpen() || _call.Room.Sid is null)
        {
            return null;
        }

        var made = _call.SummaryRequest?.Number ?? 0;
        var isRepeat = SummaryRequests.IsRepeat(_call, timings, clock.Now);
        var limitReached = !isRepeat && made >= SummaryRequests.Most;
        if (!isRepeat && !limitReached)
        {
            await CommitAsync([new SummaryRequested(made + 1, clock.Now)], requestedBy);
        }

        return new SummaryReceipt(Snapshot()!, limitReached);
    }
}
