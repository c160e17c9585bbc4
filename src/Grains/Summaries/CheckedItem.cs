using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries.Evidence;

namespace OrleansCalls.Grains.Summaries;

/// <summary>A decision or a next action that was compared with the lines that it cites.</summary>
/// <param name="Text">One sentence.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Lines">The lines that it cites, and those beside them without which it would not be kept, in the transcript's order.</param>
internal sealed record CheckedItem(string Text, ItemVerdict Verdict, IReadOnlyList<EvidenceLine> Lines)
{
    // Who cites every line names none.
    private const int MostCited = 5;

    /// <summary>Compares an item with the first five lines that it cites; the numbers of no line, and repeated ones, do not count.</summary>
    public static CheckedItem Of(DraftItem item, IReadOnlyList<TranscriptLine> lines, EvidenceRule rule)
    {
        int[] cited = [.. item.Cited.Where(number => number >= 1 && number <= lines.Count).Distinct().Take(MostCited).Order().Select(number => number - 1)];
        if (cited.Length is 0)
        {
            return new CheckedItem(item.Text, ItemVerdict.Uncited, []);
        }

        var carrying = rule.CarriedBy(item.Text, cited);
        return new CheckedItem(
            item.Text,
            carrying is null ? ItemVerdict.NotCarried : ItemVerdict.Kept,
            [.. (carrying ?? cited).Select(line => EvidenceLines.Of(lines, line))]);
    }
}
