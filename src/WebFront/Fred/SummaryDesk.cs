using System.Diagnostics.CodeAnalysis;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.WebFront.Calls;

namespace OrleansCalls.WebFront.Fred;

/// <summary>Hands a client's transcript in and waits for a summary that knows it, at most 28 s.</summary>
internal sealed class SummaryDesk(GrainCalls grains, TimeProvider time)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(28);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(3);

    /// <returns>
    /// No answer when the summary is not there in time; the transcript is stored all the same, unless the call is erased or would have
    /// more words than it may.
    /// </returns>
    public async Task<(SummaryAnswer? Answer, bool IsFull)> SubmitAsync(CallSnapshot call, SubmitTranscript transcript, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var room = call.Room;
        if (await grains.AskAsync(room, c => c.SubmitTranscriptAsync(transcript), cancellationToken) is not { } receipt)
            return (null, false); // erased meanwhile
        if (receipt.IsFull)
            return (null, true);
        var latest = await grains.AskAsync(room, c => c.GetAsync(cancellationToken), cancellationToken);
        while (!Knows(latest, receipt))
        {
            var left = s_deadline - time.GetElapsedTime(began);
            if (latest is null || left <= TimeSpan.Zero)
                return (null, false);
            var revision = latest.Revision;
            var wait = left < s_longestWait ? left : s_longestWait;
            latest = await grains.AskAsync(room, c => c.WaitAsync(revision, wait, cancellationToken), left, cancellationToken);
        }

        var lines = await grains.QueryAsync(q => q.TranscriptAsync(room, cancellationToken), cancellationToken);
        var answer = new SummaryAnswer
        {
            Success = true,
            Transcript = TranscriptText.Of(lines),
            Summary = latest.Summary!.Text,
            Decisions = latest.Summary.Decisions,
            NextActions = latest.Summary.NextActions,
        };
        return (answer, false);
    }

    private static bool Knows([NotNullWhen(true)] CallSnapshot? call, TranscriptReceipt receipt) =>
        call is { Summary: not null } && call.TranscriptAsOf >= receipt.At;
}
