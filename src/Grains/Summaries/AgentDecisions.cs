using System.Text.RegularExpressions;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Grains.Summaries;

/// <summary>Finds the decisions that the agent stated. Questions, conditions and denials are none.</summary>
internal static partial class AgentDecisions
{
    private const int Most = 10;

    /// <summary>What was decided, each once, in the order said.</summary>
    /// <param name="turns">What the agent said each time.</param>
    public static IReadOnlyList<Quote> In(IEnumerable<Turn> turns) =>
        [.. turns.SelectMany(turn => In(turn.Sentences).Select(words => Quote.Of(words, turn.Line)))
            .DistinctBy(quote => SpokenText.Comparable(quote.Text))
            .Take(Most)];

    /// <summary>Whether the sentence states a decision.</summary>
    public static bool IsOne(string sentence) =>
        !sentence.EndsWith('?')
        && Statement().Match(sentence) is { Success: true } statement
        && !Doubt().IsMatch(sentence[..statement.Index]);

    private static IEnumerable<string> In(string[] turn)
    {
        for (var i = 0; i < turn.Length; i++)
        {
            if (Announcement().IsMatch(turn[i]) && i + 1 < turn.Length && !turn[i + 1].EndsWith('?'))
            {
                yield return turn[++i];
            }
            else if (IsOne(turn[i]) && !Announcement().IsMatch(turn[i]))
            {
                yield return Label().Match(turn[i]) is { Success: true } label ? turn[i][label.Length..] : turn[i];
            }
        }
    }

    // "Decision made." – what was decided is the next sentence.
    [GeneratedRegex(@"^(?:(?:good|great|okay|ok|so|right|perfect)\b\W*)*(?:decision made|here(?:['’]s| is) the decision)\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex Announcement();

    // "So, decision made: …" – what was decided follows the colon.
    [GeneratedRegex(@"^(?:(?:good|great|okay|ok|so|right|perfect|then|and|well)\b\W*)*(?:(?:the |our |your |final )*decision(?: made)?|(?:we |we['’]ve |it['’]s )?(?:agreed|decided|settled))\s*[:–—]\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Label();

    [GeneratedRegex(@"\b(?:decision made\b|(?:decision|agreed|decided|settled)\s*[:–—]\s*\w|(?:we|you)(?:['’]ve| have)?(?: both| all| just| already| now)? (?:decided|agreed)\b|(?:the|our|your|final) decision is (?!yours\b|up to\b|not\b|still\b|hard\b|difficult\b|tough\b|whether\b|an?\b|important\b|pending\b|open\b|what\b|how\b|when\b)|(?:so |then )?let['’]s go with\b|(?:we|you)(?:['’]re| are) going with\b|(?:it|that)(?:['’]s| is) (?:decided|settled|agreed)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\b(?:not|never|if|once|when|whenever|until|before|after|unless|whether|whatever|what|why|how|who|had|did|do|suppose|imagine|pretend|no|nobody)\b|n['’]t\b", RegexOptions.IgnoreCase)]
    private static partial Regex Doubt();
}
