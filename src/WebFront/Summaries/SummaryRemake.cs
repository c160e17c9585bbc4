using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Calls;

namespace OrleansCalls.WebFront.Summaries;

/// <summary>Asks for a summary anew and waits for it, at most 25 s, whatever is away; it is made without anybody who waits.</summary>
internal sealed class SummaryRemake(GrainCalls grains, TimeProvider time)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(3);

    /// <param name="began">When the request came, by <see cref="TimeProvider.GetTimestamp"/>: the 25 s count from then.</param>
    /// <returns>The call, whose request is still open where it took longer; null when there is no such call.</returns>
    public async Task<SummaryReceipt?> AskAsync(string room, string user, long began, CancellationToken cancellationToken)
    {
        if (await grains.AskAsync(room, c => c.RemakeSummaryAsync(user), cancellationToken) is not { } receipt)
            return null;
        var call = receipt.Call;
        while (IsOpen(call) && s_deadline - time.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
        {
            var revision = call.Revision;
            var wait = left < s_longestWait ? left : s_longestWait;
            try
            {
                if (await grains.AskAsync(room, c => c.WaitAsync(revision, wait, cancellationToken), left, cancellationToken) is not { } newer)
                    return null; // erased meanwhile
                call = newer;
            }
            catch (Exception e) when (Outage.Explains(e))
            {
                break; // the request is stored, and another silo goes on
            }
        }

        return receipt with { Call = call };
    }

    private static bool IsOpen(CallSnapshot call) => call.SummaryRequest is { IsOpen: true };
}
