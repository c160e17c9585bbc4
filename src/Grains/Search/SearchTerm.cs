namespace OrleansCalls.Grains.Search;

/// <summary>One thing asked for: a word, or several that stand beside each other.</summary>
internal sealed record SearchTerm(IReadOnlyList<SearchWord> Words, bool Negated, bool Quoted)
{
    /// <summary>The word that stands between two alternatives.</summary>
    public bool IsOr => this is { Negated: false, Quoted: false, Words: [{ Text: var text }] } && text.Equals("or", StringComparison.OrdinalIgnoreCase);

    /// <summary>In the language of <c>websearch_to_tsquery</c>, with a tilde before each word.</summary>
    public string ToQuery()
    {
        var letters = Words.Where(word => word.Unspaced).Select(word => word.Text.EnumerateRunes().Select(letter => letter.ToString()).ToList());
        var parts = Negated
            ? letters.Select(Phrase) // a call with each pair somewhere is not meant
            : letters.SelectMany(PairsOf);
        if (Words.Where(word => !word.Unspaced).Select(word => word.Text).ToList() is { Count: > 0 } words)
        {
            parts = parts.Append(Phrase(words));
        }

        return string.Join(' ', Negated ? parts.Select(part => "-" + part) : parts);
    }

    private static string Phrase(List<string> words) => words is [var single] ? $"~{single}" : $"\"~{string.Join(" ~", words)}\"";

    private static IEnumerable<string> PairsOf(List<string> letters) =>
        letters is [var single] ? [$"~{single}"] : letters.Zip(letters.Skip(1), (one, next) => $"~{one}{next}");
}
