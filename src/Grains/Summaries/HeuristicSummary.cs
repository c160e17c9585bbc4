using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries.Evidence;

namespace OrleansCalls.Grains.Summaries;

/// <summary>
/// A summary made by rule, for when there is no model or it does not answer. It quotes and never rephrases: decisions and
/// actions are the agent's own sentences. The same lines always give the same summary.
/// </summary>
public static class HeuristicSummary
{
    /// <summary>Stands in each place of the three next actions for which the agent named none.</summary>
    public const string GenericAction = "Review the transcript of this call and note your own next step.";

    /// <summary>The text for a call in which nobody said a word.</summary>
    public const string NothingSaid = "Nothing was said in this call.";

    // No quote is as long; a recogniser that hears no full stop for an hour costs no more than one that does.
    private const int SentenceLimit = 1_000;

    /// <summary>Summarises these lines.</summary>
    public static CallSummary Of(IReadOnlyList<TranscriptLine> lines)
    {
        var founder = Turns(lines, Speaker.User);
        var fred = Turns(lines, Speaker.Fred);
        var decisions = AgentDecisions.In(fred);
        var actions = AgentActions.In(fred, ThreeActions.Count);
        return new CallSummary
        {
            Text = SummaryProse.Of([.. founder.SelectMany(turn => turn.Sentences)], [.. fred.SelectMany(turn => turn.Sentences)]),
            Decisions = [.. decisions.Select(quote => quote.Text)],
            NextActions = ThreeActions.Of(actions.Select(quote => quote.Text), GenericAction),
            Source = SummarySource.Heuristic,
            Evidence = new SummaryEvidence
            {
                Decisions = [.. decisions.Select(quote => Of(quote, lines))],
                NextActions = ThreeActions.Of(actions.Select(quote => Of(quote, lines)), []),
            },
        };
    }

    private static IReadOnlyList<EvidenceLine> Of(Quote quote, IReadOnlyList<TranscriptLine> lines) => [EvidenceLines.Of(lines, quote.Line)];

    private static Turn[] Turns(IReadOnlyList<TranscriptLine> lines, Speaker speaker) =>
        [.. lines.Index().Where(line => line.Item.Speaker == speaker).Select(line => new Turn(line.Index, Said(line.Item.Text)))];

    private static string[] Said(string text) =>
        [.. Sentences.Of(text).Select(sentence => sentence.Length > SentenceLimit ? Excerpt.Of(sentence, SentenceLimit) : sentence)];
}
