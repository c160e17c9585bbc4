using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;

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

    private const int Actions = 3;

    // No quote is as long; a recogniser that hears no full stop for an hour costs no more than one that does.
    private const int SentenceLimit = 1_000;

    /// <summary>Summarises these lines.</summary>
    public static CallSummary Of(IReadOnlyList<TranscriptLine> lines)
    {
        var founder = Turns(lines, Speaker.User);
        var fred = Turns(lines, Speaker.Fred);
        return new CallSummary
        {
            Text = SummaryProse.Of([.. founder.SelectMany(turn => turn)], [.. fred.SelectMany(turn => turn)]),
            Decisions = AgentDecisions.In(fred),
            NextActions = [.. AgentActions.In(fred, Actions).Concat(Enumerable.Repeat(GenericAction, Actions)).Take(Actions)],
            Source = SummarySource.Heuristic,
        };
    }

    private static string[][] Turns(IReadOnlyList<TranscriptLine> lines, Speaker speaker) =>
        [.. lines.Where(line => line.Speaker == speaker).Select(line => Said(line.Text))];

    private static string[] Said(string text) =>
        [.. Sentences.Of(text).Select(sentence => sentence.Length > SentenceLimit ? Excerpt.Of(sentence, SentenceLimit) : sentence)];
}
