using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries.Evidence;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Grains.Summaries;

/// <summary>Carries out what <see cref="SummaryPlan"/> decided.</summary>
internal sealed class SummaryWork(ITranscriptStore transcripts, Summariser summariser, CallClock clock)
{
    public async Task<IReadOnlyList<CallEvent>> MakeAsync(
        WorkOrder order, MakeSummary action, CancellationToken cancellationToken)
    {
        // Another silo's clock may have been ahead: what is read now is not older than what was noted before.
        var now = Times.Later(clock.Now, order.Call.Transcript.ChangedAt)!.Value;
        var stored = await transcripts.ReadAsync(order.Room, cancellationToken);
        var lines = stored.Assemble();
        var hash = TranscriptText.Hash(lines);
        var made = new SummaryMade
        {
            AsOf = now,
            TranscriptHash = hash,
            Lines = lines.Count,
            UserSpoke = lines.Any(l => l.Speaker is Speaker.User),
            ClientDurationSeconds = stored.Client?.DurationSeconds,
            Summary = action.Known?.Summary!,
            Provisional = action.Known?.Provisional ?? false,
        };
        if (action is { AskModelAgain: false, Request: null } && action.Known is { Summary: { Evidence: not null } known }
            && action.Known.TranscriptHash == hash)
        {
            return [made with { Summary = EvidenceLines.Renewed(known, lines) }]; // it fits the transcript as it is now
        }

        var result = await summariser.SummariseAsync(lines, cancellationToken);
        var fresh = made with { Summary = result.Summary, Provisional = result.Provisional };
        var stands = action.Known is { Summary.Source: SummarySource.Model } older && older.TranscriptHash == hash
            && result.Summary.Source is SummarySource.Heuristic;
        return action.Request is not { } number ? [stands ? made : fresh] // the model's, of before evidence was kept: better than the rule's
            : action.Known?.Summary.Source is SummarySource.Model && result.Summary.Source is SummarySource.Heuristic
                ? Kept(number, made with { Summary = EvidenceLines.Renewed(action.Known.Summary, lines) }, action.Known, result)
            : [fresh, new SummaryRequestAnswered(number, clock.Now, result.ModelFailure)];
    }

    // Asked for anew, the model's summary is never replaced by the rule's. One that words have overtaken is not said to know them.
    private IReadOnlyList<CallEvent> Kept(int number, SummaryMade made, SummaryMade known, SummaryResult result)
    {
        var answer = new SummaryRequestAnswered(number, clock.Now, result.ModelFailure ?? "no model is configured");
        return made.TranscriptHash == known.TranscriptHash ? [made, answer] : [answer];
    }
}
