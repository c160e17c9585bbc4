namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>Tells whether a word occurs among others, inflected or compounded as may be.</summary>
/// <remarks>
/// No stemmer of any language: two words are the same where they begin with the same letters, two thirds of the shorter one and
/// at least three (call, called; llamar, llame), or where one begins, with at least four, within the other (rufen, anrufen).
/// </remarks>
internal sealed class WordIndex
{
    private const int FewestInFront = 3;
    private const int FewestWithin = 4;

    // Three letters in common say something of short words only: for, but not forecast.
    private const int LongestOfFew = 6;

    // What is longer is not compared letter by letter.
    private const int LongestWord = 32;

    // Who talks for hours has not half as many.
    private const int MostWords = 20_000;

    // Words of a language have far fewer; letters by chance would take hundreds of megabytes.
    private const int MostParts = 500_000;

    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _beginnings = new(StringComparer.Ordinal); // the shortest word that begins so
    private readonly HashSet<string> _parts = new(StringComparer.Ordinal);

    /// <summary>Adds a word without case and accents.</summary>
    public void Add(string word)
    {
        if (_words.Count >= MostWords || !_words.Add(word) || word.Length > LongestWord)
        {
            return;
        }

        for (var length = FewestInFront; length <= word.Length; length++)
        {
            var beginning = word[..length];
            _beginnings[beginning] = Math.Min(word.Length, _beginnings.GetValueOrDefault(beginning, int.MaxValue));
        }

        for (var start = 1; start <= word.Length - FewestWithin && _parts.Count < MostParts; start++)
        {
            for (var length = FewestWithin; length <= word.Length - start; length++)
            {
                _parts.Add(word.Substring(start, length));
            }
        }
    }

    /// <summary>Whether the word is among those added, in this form.</summary>
    public bool HasAsItIs(string word) => _words.Contains(word);

    /// <summary>Whether the word is among those added, in this form or in another.</summary>
    public bool Has(string word) =>
        _words.Contains(word) || (word.Length is >= FewestInFront and <= LongestWord && (BeginsLikeOne(word) || IsWithinOne(word) || HoldsOne(word)));

    private bool BeginsLikeOne(string word) => Enumerable.Range(FewestInFront, word.Length - FewestInFront + 1).Any(length =>
        _beginnings.TryGetValue(word[..length], out var shortest) && IsEnough(length, Math.Min(shortest, word.Length))
        && (length >= FewestWithin || Math.Max(shortest, word.Length) <= LongestOfFew));

    private bool IsWithinOne(string word) =>
        Math.Max(FewestWithin, Enough(word.Length)) is var length && length <= word.Length && _parts.Contains(word[..length]);

    private bool HoldsOne(string word)
    {
        for (var start = 1; start <= word.Length - FewestWithin; start++)
        {
            for (var length = FewestWithin; length <= word.Length - start; length++)
            {
                if (_beginnings.TryGetValue(word.Substring(start, length), out var shortest) && IsEnough(length, shortest))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsEnough(int letters, int length) => letters * 3 >= length * 2;

    private static int Enough(int length) => ((length * 2) + 2) / 3;
}
