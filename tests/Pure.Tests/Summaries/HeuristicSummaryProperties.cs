using FsCheck.Xunit;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Pure.Tests.Summaries;

public sealed class HeuristicSummaryProperties
{
    private static readonly string[] Pieces =
    [
        "call her", "Decision made:", "you should", "not", "by Friday", ". ", "? ", "\n", ", ", " ", "so ", "we decided", "e.g.",
        "3.5", "\ud83d", "\udc4d", "👍", "\u200b", "é", "\u0301", "…", "next step is", "。", "\u2028", "İ", "ß", "\0", "“", "I ", "send it",
    ];

    [Property(MaxTest = 2_000)]
    public bool Of_AnyWords_GivesThreeActionsAndBoundedText(byte[] seeds)
    {
        var summary = HeuristicSummary.Of(Said(seeds));

        return summary.NextActions.Count is 3
            && summary.Text.Length is > 0 and <= 600
            && summary.NextActions.Concat(summary.Decisions).All(item => item.Length is > 0 and <= 200);
    }

    [Property(MaxTest = 2_000)]
    public bool Of_AnyWords_QuotesTheAgentOnly(byte[] seeds)
    {
        var lines = Said(seeds);
        string[] said = [.. lines.Where(line => line.Speaker is Speaker.Fred).Select(line => Plain(line.Text))];
        var summary = HeuristicSummary.Of(lines);

        return summary.Decisions
            .Concat(summary.NextActions.Where(action => action is not HeuristicSummary.GenericAction))
            .All(quote => said.Any(text => text.Contains(Plain(quote.TrimEnd('…')), StringComparison.OrdinalIgnoreCase)));
    }

    [Property(MaxTest = 500)]
    public bool Of_SameLines_SameSummary(byte[] seeds)
    {
        var (one, other) = (HeuristicSummary.Of(Said(seeds)), HeuristicSummary.Of(Said(seeds)));

        return one.Text == other.Text
            && one.Decisions.SequenceEqual(other.Decisions)
            && one.NextActions.SequenceEqual(other.NextActions);
    }

    [Property(MaxTest = 1_000)]
    public bool Of_AnyStrings_NeverThrows(string?[] texts) =>
        HeuristicSummary.Of([.. texts.Select((text, i) => new TranscriptLine { Speaker = (Speaker)(i % 2), Text = text ?? "" })])
            .NextActions.Count is 3;

    private static TranscriptLine[] Said(byte[] seeds) =>
        [.. seeds.Chunk(8).Select((chunk, i) => new TranscriptLine
        {
            Speaker = (Speaker)(i % 2),
            Text = string.Concat(chunk.Select(seed => Pieces[seed % Pieces.Length])),
        })];

    private static string Plain(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
}
