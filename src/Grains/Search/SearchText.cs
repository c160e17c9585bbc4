using System.Text.RegularExpressions;

namespace OrleansCalls.Grains.Search;

/// <summary>
/// A text to search for, as people type it: words in any order, <c>"a phrase"</c>, <c>-without</c>, <c>this or that</c>. Every text
/// is one. Other punctuation says no more than that the words around it stand beside each other, as in <c>follow-up</c>.
/// </summary>
public sealed partial class SearchText
{
    private const string Anything = "'~/'"; // a word that every call has

    private readonly List<SearchTerm> _terms;

    private SearchText(List<SearchTerm> terms) => _terms = terms;

    /// <summary>Whether no word is in it.</summary>
    public bool IsEmpty => _terms.Count is 0;

    /// <summary>The words to be found, not those to be without.</summary>
    public IEnumerable<SearchWord> Words => _terms.Where((term, place) => !term.Negated && !IsBetween(place)).SelectMany(term => term.Words);

    public static SearchText Parse(string text)
    {
        var terms = new List<SearchTerm>();
        foreach (Match match in Term().Matches(text))
        {
            var said = match.Groups["said"];
            var places = Letters.WordsOf(said.Value).ToList();
            if (places.Count > 0)
            {
                terms.Add(new SearchTerm(
                    [.. places.Select(p => new SearchWord(said.Value.Substring(p.Start, p.Length), p.Unspaced, MayGoOn(said.Index + p.Start + p.Length, p.Unspaced)))],
                    match.Groups["minus"].Success,
                    match.Groups["quote"].Success));
            }
        }

        return new SearchText(terms);

        bool MayGoOn(int end, bool unspaced) => !unspaced && end == text.Length;
    }

    /// <summary>What is asked for, as a <c>tsquery</c> with a tilde before each word, where the database puts the user's key.</summary>
    public string ToQuery() => Query((part, negated) => Sign(negated) + part.InARow);

    /// <summary>The same without the order of words, which the index does not know: finds at least what <see cref="ToQuery"/> does.</summary>
    public string ToWordsQuery() => Query((part, negated) => !part.IsPhrase ? Sign(negated) + part.Anywhere : negated ? Anything : part.Anywhere);

    /// <summary>The same, where the nth of <see cref="Phrases"/> is a word <c>/phrase/n</c>, counted from 1, of calls that have it.</summary>
    public string ToPhrasesQuery()
    {
        var phrase = 0;
        return Query((part, negated) => Sign(negated) + (part.IsPhrase ? $"'~/phrase/{++phrase}'" : part.Anywhere));
    }

    /// <summary>The words that stand in a row, each list as in a text of words with a space before and after each.</summary>
    public IReadOnlyList<string> Phrases() =>
        [.. _terms.Where((_, place) => !IsBetween(place)).SelectMany(term => term.Parts()).Where(part => part.IsPhrase).Select(part => part.Said)];

    private static string Sign(bool negated) => negated ? "!" : "";

    private string Query(Func<SearchPart, bool, string> write) => string.Concat(_terms.Select((term, place) =>
        IsBetween(place) ? " | " : (place is 0 || IsBetween(place - 1) ? "" : " & ") + string.Join(" & ", term.Parts().Select(part => write(part, term.Negated)))));

    // 'or' is a word where it has nothing to stand between: at an end, or after another one.
    private bool IsBetween(int place) =>
        _terms[place].IsOr && place > 0 && place < _terms.Count - 1 && !IsBetween(place - 1);

    [GeneratedRegex("""(?<minus>(?<!\S)-)?(?:(?<quote>["“”„«»])(?<said>[^"“”„«»]*)["“”„«»]?|(?<said>[^\s"“”„«»]+))""", RegexOptions.ExplicitCapture)]
    private static partial Regex Term();
}
