using System.Diagnostics.CodeAnalysis;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries;
using OrleansCalls.Grains.Summaries.Evidence;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Grains.Sessions;

/// <summary>Carries out what <see cref="SessionPlan"/> decided.</summary>
internal sealed class SessionWork(ISessionStore sessions, ITranscriptStore transcripts, CallClock clock)
{
    public async Task<IReadOnlyList<CallEvent>> WriteAsync(
        WorkOrder order, WriteSession action, CancellationToken cancellationToken)
    {
        var row = action.Row with { Room = order.Room };
        var lines = row.Summary is null ? null : (await transcripts.ReadAsync(order.Room, cancellationToken)).Assemble();
        var noMemory = await sessions.WriteAsync(row, lines, order.Revision, cancellationToken);
        SessionWritten written = new(order.Revision, action.Digest, noMemory);
        return lines is not null && MissesWords(order.Call, lines, out var missed) ? [written, missed] : [written];
    }

    // A silo that was taken for dead may have stored words, and acknowledged them, after the summary was made; also such as only
    // give a line that was known the name of a segment, which the summary's evidence goes by.
    private bool MissesWords(CallState call, IReadOnlyList<TranscriptLine> lines, [NotNullWhen(true)] out TranscriptChanged? missed)
    {
        var misses = call.Summary is { } summary && SummaryPlan.IsSettled(call)
            && (summary.TranscriptHash != TranscriptText.Hash(lines) || !EvidenceLines.AreAsKnown(summary.Summary, lines));
        missed = !misses ? null : new TranscriptChanged(
            Times.Later(clock.Now, call.Summary!.AsOf.AddMilliseconds(1))!.Value, lines.Any(l => l.Speaker is Speaker.User), FromClient: false);
        return misses;
    }
}
