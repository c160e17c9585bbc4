using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>
/// Whether lines of a transcript say what an item of a summary says: by rule, the same for every model and language.
/// </summary>
/// <remarks>
/// <para>The cited lines, and one neighbour either side, must have more than half of what the item says, by the length of its words
/// and without those that say nothing by themselves; and every number, in digits or in words. Every name must have been said
/// somewhere in the call: people are spoken of as "her", and the line that is cited need not be the one with the name.</para>
/// <para>The rule compares words, not sense. What was said in wholly other words is left out; what turns said words around (another
/// verb, a denial) can pass. How often, is measured in the tests on hand-written calls in many languages.</para>
/// </remarks>
/// <param name="lines">The whole transcript.</param>
internal sealed class EvidenceRule(IReadOnlyList<TranscriptLine> lines)
{
    /// <summary>More than this share of what an item says must have been said.</summary>
    public const double Half = 0.5;

    // A long word says more than a short one, up to here.
    private const int LongestWeight = 8;
    private const int ShortestThatSays = 3;

    private readonly SaidText?[] _said = new SaidText?[lines.Count];
    private readonly NameRule _names = new(lines);

    /// <summary>Whether these lines, with their neighbours, carry the item.</summary>
    /// <param name="item">A sentence of a summary.</param>
    /// <param name="cited">Lines of the transcript, from 0; of none, nothing is carried.</param>
    public bool Carries(string item, IReadOnlyCollection<int> cited) => CarriedBy(item, cited) is not null;

    /// <summary>The cited lines and those of their neighbours that are needed to carry the item, in order; null if all together do not.</summary>
    /// <param name="item">A sentence of a summary.</param>
    /// <param name="cited">Lines of the transcript, from 0; of none, nothing is carried.</param>
    public IReadOnlyList<int>? CarriedBy(string item, IReadOnlyCollection<int> cited)
    {
        var tokens = Tokens.Of(item);
        List<int> carrying = [.. cited.SelectMany(line => new[] { line - 1, line, line + 1 }).Where(line => line >= 0 && line < lines.Count).Distinct().Order()];
        if (!AreSaidBy(tokens, carrying) || !_names.AllWereSaid(tokens))
        {
            return null;
        }

        foreach (var neighbour in carrying.Except(cited).Reverse().ToList())
        {
            List<int> fewer = [.. carrying.Where(line => line != neighbour)];
            carrying = AreSaidBy(tokens, fewer) ? fewer : carrying;
        }

        return carrying;
    }

    private bool AreSaidBy(IReadOnlyList<Token> tokens, List<int> carrying)
    {
        SaidText[] said = [.. carrying.Select(Said)];
        return NumbersWereSaid(tokens, said) && Share(tokens, said) > Half;
    }

    private static double Share(IReadOnlyList<Token> tokens, SaidText[] said) =>
        Share(tokens, said, word => word.Form.Length >= ShortestThatSays && !FunctionWords.Contains(word.Form))
        ?? Share(tokens, said, _ => true) // "Do it then."
        ?? 0;

    private static double? Share(IReadOnlyList<Token> tokens, SaidText[] said, Func<Token.Word, bool> says)
    {
        var (was, all) = (0d, 0d);
        foreach (var token in tokens)
        {
            if (token is Token.Word word && says(word))
            {
                var weight = Math.Min(word.Form.Length, LongestWeight);
                all += weight;
                was += said.Any(line => line.Has(word)) ? weight : 0;
            }
            else if (token is Token.Run run)
            {
                all += run.Form.Sum(UnspacedScript.Weight);
                was += UnspacedScript.Found(run.Form, sequence => said.Any(line => line.Has(sequence))).Sum(UnspacedScript.Weight);
            }
        }

        return all > 0 ? was / all : null;
    }

    private static bool NumbersWereSaid(IReadOnlyList<Token> tokens, SaidText[] said) => SpokenNumbers.In(tokens)
        .Where(number => number.IsCertain)
        .All(number => number.IsAmong(value => said.Any(line => line.Has(value))));

    private SaidText Said(int line) => _said[line] ??= new SaidText(lines[line].Text);
}
