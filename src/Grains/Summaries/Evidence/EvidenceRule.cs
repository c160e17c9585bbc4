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
    private const int FewLines = 100;

    // A quarter of all words of German, the language whose nouns have capitals, and next to none of another.
    private static readonly HashSet<string> German =
        [.. "DAS DEM DEN DER DIE EIN EINE EINEN FUR ICH IST MIT NICHT SIE UND WIR ZU".Split(' ')];

    private readonly SaidText?[] _said = new SaidText?[lines.Count];
    private readonly Lazy<WordIndex> _allWords = new(() => AllWords(lines));
    private readonly Lazy<bool> _nounsHaveCapitals = new(() => NounsHaveCapitals(lines));

    /// <summary>Whether these lines carry the item.</summary>
    /// <param name="item">A sentence of a summary.</param>
    /// <param name="cited">Lines of the transcript, from 0; of none, nothing is carried.</param>
    public bool Carries(string item, IReadOnlyCollection<int> cited)
    {
        SaidText[] said = [.. cited
            .SelectMany(line => new[] { line - 1, line, line + 1 })
            .Where(line => line >= 0 && line < lines.Count)
            .Distinct()
            .Select(Said)];
        var tokens = Tokens.Of(item);
        return NumbersWereSaid(tokens, said) && Share(tokens, said) > Half && NamesWereSaid(tokens);
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

    private static bool NumbersWereSaid(IReadOnlyList<Token> tokens, SaidText[] said) => tokens.Index().All(token => token.Item switch
    {
        Token.Number number => WasSaid(number, NumberWords.ScaleAt(tokens, token.Index + 1), said),
        Token.Word word when NumberWords.IsCertain(word.Form) => said.Any(line => line.Has(word)),
        _ => true,
    });

    private static bool WasSaid(Token.Number number, double? scale, SaidText[] said) =>
        (number.Value is { } value && said.Any(line => line.Has(value * (scale ?? 1))))
        || (number.Parts.Count > 0 && number.Parts.Where((part, at) => at is 0 || part is not 0).All(part => said.Any(line => line.Has(part))));

    // Where nouns have capitals, or most words as in a title, a capital makes no name.
    private bool NamesWereSaid(IReadOnlyList<Token> tokens)
    {
        Token.Word[] names =
            [.. tokens.OfType<Token.Word>().Where(word => word.MayBeName && word.Form.Length > 1 && !FunctionWords.Contains(word.Form))];
        return names.Length is 0
            || names.Length * 2 > tokens.OfType<Token.Word>().Count()
            || _nounsHaveCapitals.Value
            || names.All(name => _allWords.Value.Has(name.Form));
    }

    private static bool NounsHaveCapitals(IReadOnlyList<TranscriptLine> lines)
    {
        Token.Word[] words = [.. lines.Take(FewLines).SelectMany(line => SaidText.TokensOf(line.Text)).OfType<Token.Word>()];
        return words.Count(word => German.Contains(word.Form)) * 10 > words.Length;
    }

    private static WordIndex AllWords(IReadOnlyList<TranscriptLine> lines)
    {
        var all = new WordIndex();
        foreach (var word in lines.SelectMany(line => SaidText.TokensOf(line.Text)).OfType<Token.Word>())
        {
            all.Add(word.Form);
        }

        return all;
    }

    private SaidText Said(int line) => _said[line] ??= new SaidText(lines[line].Text);
}
