using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Grains.Summaries;

/// <summary>Picks the sentences that say most about what somebody talked about.</summary>
internal static class TellingSentences
{
    private const int FewestWords = 3;

    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "ABOUT", "ALSO", "AND", "ARE", "BECAUSE", "BEEN", "BUT", "CAN", "COULD", "DID", "DO", "DOES", "DONT", "FOR", "FROM",
        "GOING", "GOOD", "HAD", "HAS", "HAVE", "HELLO", "HER", "HERE", "HIM", "HIS", "HOW", "IM", "ITS", "JUST", "KNOW", "LIKE",
        "LOT", "MEAN", "MORE", "MUCH", "NOT", "NOW", "OKAY", "OUR", "REALLY", "RIGHT", "SHE", "SO", "SOME", "THAN", "THANK",
        "THANKS", "THAT", "THATS", "THE", "THEIR", "THEM", "THEN", "THERE", "THEY", "THINGS", "THINK", "THIS", "TOO", "VERY",
        "WANT", "WAS", "WELL", "WERE", "WHAT", "WHEN", "WHICH", "WHO", "WHY", "WILL", "WITH", "WOULD", "YEAH", "YES", "YOU", "YOUR",
    };

    /// <summary>The first sentence and those with most of the words that come up often, in the order said, each once.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> sentences, int most)
    {
        Candidate[] all = [.. sentences.Select(Candidate.Of).DistinctBy(candidate => candidate.Key)];
        Candidate[] spoken = [.. all.Where(candidate => candidate.Key.Count(c => c is ' ') + 1 >= FewestWords)];
        var candidates = spoken.Length > 0 ? spoken : all;
        var frequency = candidates.SelectMany(candidate => candidate.Words).CountBy(word => word).ToDictionary();
        return [.. candidates
            .Index()
            .OrderByDescending(candidate => candidate.Index is 0)
            .ThenByDescending(candidate => candidate.Item.Words.Sum(word => frequency[word]))
            .Take(most)
            .OrderBy(candidate => candidate.Index)
            .Select(candidate => candidate.Item.Sentence)];
    }

    private sealed record Candidate(string Sentence, string Key, IReadOnlyList<string> Words)
    {
        public static Candidate Of(string sentence)
        {
            var key = SpokenText.Comparable(sentence);
            return new Candidate(sentence, key, [.. key.Split(' ').Where(word => word.Length > 2 && !Common.Contains(word)).Distinct()]);
        }
    }
}
