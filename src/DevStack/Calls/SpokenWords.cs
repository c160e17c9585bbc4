namespace OrleansCalls.DevStack.Calls;

/// <summary>A vocabulary in which, as in speech, a word's frequency falls with its rank: the commonest are a few everyday words.</summary>
public static class SpokenWords
{
    /// <summary>How many words there are.</summary>
    public const int Count = 50_000;

    private const int Syllables = 60;
    private static readonly string[] s_everyday =
    [
        "the", "I", "to", "and", "a", "you", "of", "that", "it", "we", "is", "in", "for", "have", "so", "this", "on", "be", "with",
        "but", "do", "are", "what", "not", "they", "as", "if", "can", "at", "your", "like", "just", "about", "know", "my", "was",
        "how", "there", "or", "one", "will", "think", "more", "people", "when", "get", "really", "time", "would", "out", "me", "from",
        "need", "all", "them", "up", "our", "want", "say", "go", "customer", "price", "product", "week", "team", "money", "call",
        "market", "build", "first", "next", "plan", "sell", "talk", "hire", "month", "investor", "problem", "work", "launch",
    ];

    /// <summary>The word of a rank, 0 the commonest.</summary>
    public static string OfRank(int rank)
    {
        if (rank < s_everyday.Length)
        {
            return s_everyday[rank];
        }

        var n = (int)(rank * 7919L % (Syllables * Syllables * Syllables)); // a prime, so that each rank has a word of its own
        return Syllable(n % Syllables) + Syllable(n / Syllables % Syllables) + Syllable(n / Syllables / Syllables);
    }

    /// <summary>A word by its frequency: the word of rank n is n times rarer than the first.</summary>
    public static string Draw(Random random) => OfRank((int)Math.Pow(Count, random.NextDouble()) - 1);

    private static string Syllable(int n) => $"{"bdfgklmnprst"[n / 5]}{"aeiou"[n % 5]}";
}
