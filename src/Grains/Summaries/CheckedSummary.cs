using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries.Evidence;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Grains.Summaries;

/// <summary>
/// Makes a summary of what a model answered: what the lines that it cites do not carry is left out, and the generic action stands
/// in the places that are left. The same answer and lines always give the same summary.
/// </summary>
internal sealed record CheckedSummary
{
    public required CallSummary Summary { get; init; }

    /// <summary>What became of each decision.</summary>
    public required IReadOnlyList<ItemVerdict> Decisions { get; init; }

    /// <summary>What became of each next action; the generic one is none.</summary>
    public required IReadOnlyList<ItemVerdict> NextActions { get; init; }

    /// <summary>How many decisions and next actions are left out.</summary>
    public int Dropped => Decisions.Concat(NextActions).Count(verdict => verdict is not ItemVerdict.Kept);

    /// <summary>Compares an answer with the lines that the model was given.</summary>
    public static CheckedSummary Of(SummaryDraft draft, IReadOnlyList<TranscriptLine> lines)
    {
        var rule = new EvidenceRule(lines);
        CheckedItem[] decisions = [.. draft.Decisions.Select(item => CheckedItem.Of(item, lines, rule))];
        CheckedItem[] actions = [.. draft.NextActions.Where(item => !IsGeneric(item)).Select(item => CheckedItem.Of(item, lines, rule))];
        CheckedItem[] settled = [.. decisions.Where(item => item.Verdict is ItemVerdict.Kept)];
        CheckedItem[] next = [.. actions.Where(item => item.Verdict is ItemVerdict.Kept)];
        return new CheckedSummary
        {
            Summary = new CallSummary
            {
                Text = draft.Text,
                Decisions = [.. settled.Select(item => item.Text)],
                NextActions = ThreeActions.Of(next.Select(item => item.Text), HeuristicSummary.GenericAction),
                Source = SummarySource.Model,
                Evidence = new SummaryEvidence
                {
                    Decisions = [.. settled.Select(item => item.Lines)],
                    NextActions = ThreeActions.Of(next.Select(item => item.Lines), []),
                    DroppedDecisions = decisions.Length - settled.Length,
                    DroppedNextActions = actions.Length - next.Length,
                },
            },
            Decisions = [.. decisions.Select(item => item.Verdict)],
            NextActions = [.. actions.Select(item => item.Verdict)],
        };
    }

    private static bool IsGeneric(DraftItem item) =>
        SpokenText.Comparable(item.Text) == SpokenText.Comparable(HeuristicSummary.GenericAction);
}
