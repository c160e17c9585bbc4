using System.Text.RegularExpressions;

namespace OrleansCalls.Grains.Search;

/// <summary>
/// A text to search for, as people type it: words in any order, <c>"a phrase"</c>, <c>-without</c>, <c>this or that</c>. Every text
/// is one. Other punctuation says no more than that the words around it stand beside each other, as in <c>follow-up</c>.
/// </summary>
public sealed partial class SearchText
{
    private readonly List<SearchTerm> _terms;

    private SearchText(List<SearchTerm> terms) => _terms = terms;

    /// <summary>Whether no word is in it.</summary>
    public bool IsEmpty => _terms.Count is 0;

    /// <summary>Whether the last word may go on, since nothing follows it.</summary>
    public bool Unfinished => _terms is [.., { Negated: false, Words: [.., { Unfinished: true }] }];

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

    /// <summary>In the language of <c>websearch_to_tsquery</c>, with a tilde before each word, where the database puts the user's key.</summary>
    public string ToQuery() => string.Join(' ', _terms.Select((term, place) => IsBetween(place) ? "or" : term.ToQuery()));

    // 'or' is a word where it has nothing to stand between: at an end, or after another one.
    private bool IsBetween(int place) =>
        _terms[place].IsOr && place > 0 && place < _terms.Count - 1 && !IsBetween(place - 1);

    [GeneratedRegex("""(?<minus>(?<!\S)-)?(?:(?<quote>["“”„«»])(?<said>[^"“”„«»]*)["“”„«»]?|(?<said>[^\s"“”„«»]+))""", RegexOptions.ExplicitCapture)]
    private static partial Regex Term();
}
