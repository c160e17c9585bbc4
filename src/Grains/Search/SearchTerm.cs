namespace OrleansCalls.Grains.Search;

/// <summary>One thing asked for: a word, or several that stand beside each other.</summary>
internal sealed record SearchTerm(IReadOnlyList<SearchWord> Words, bool Negated, bool Quoted)
{
    /// <summary>The word that stands between two alternatives.</summary>
    public bool IsOr => this is { Negated: false, Quoted: false, Words: [{ Text: var text }] } && text.Equals("or", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a call must have all of; negated, none of.</summary>
    public IEnumerable<SearchPart> Parts()
    {
        foreach (var word in Words.Where(word => word.Unspaced))
        {
            var letters = word.Text.EnumerateRunes().Select(letter => letter.ToString()).ToList();
            if (Negated || letters is [_])
            {
                yield return new SearchPart(letters, Unfinished: false); // a call with each pair somewhere is not meant
                continue;
            }

            foreach (var (one, next) in letters.Zip(letters.Skip(1)))
            {
                yield return new SearchPart([one + next], Unfinished: false);
            }
        }

        if (Words.Where(word => !word.Unspaced).ToList() is { Count: > 0 } words)
        {
            yield return new SearchPart([.. words.Select(word => word.Text)], words[^1].Unfinished && !Negated);
        }
    }
}
