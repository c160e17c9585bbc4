namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>What a line of a transcript says, made ready to be looked up.</summary>
internal sealed class SaidText
{
    // A recogniser that hears no pause for an hour costs no more than this.
    private const int Limit = 50_000;

    private readonly WordIndex _words = new();
    private readonly HashSet<string> _sequences = new(StringComparer.Ordinal);
    private readonly HashSet<double> _numbers;

    /// <summary>Reads the line.</summary>
    public SaidText(string text)
    {
        var tokens = TokensOf(text);
        foreach (var word in tokens.OfType<Token.Word>())
        {
            _words.Add(word.Form);
        }

        foreach (var run in tokens.OfType<Token.Run>())
        {
            _sequences.UnionWith(UnspacedScript.Sequences(run.Form));
        }

        _numbers = [.. SpokenNumbers.In(tokens).SelectMany(number => number.Meanings)];
    }

    /// <summary>What is looked at of a line.</summary>
    public static IReadOnlyList<Token> TokensOf(string text) => Tokens.Of(text.Length > Limit ? text[..Limit] : text);

    /// <summary>Whether it has this word, in this form or another; of a number word this one, or the number: six is not sixty.</summary>
    public bool Has(Token.Word word) => NumberWords.Value(word.Form) is { } value
        ? _words.HasAsItIs(word.Form) || _numbers.Contains(value)
        : _words.Has(word.Form);

    /// <summary>Whether it has these characters in a row.</summary>
    public bool Has(string sequence) => _sequences.Contains(sequence);

    /// <summary>Whether it has this number.</summary>
    public bool Has(double number) => _numbers.Contains(number);
}
