namespace OrleansCalls.Grains.Summaries;

/// <summary>The prose of a summary made by rule: what the founder talked about and what the agent answered, in their words.</summary>
internal static class SummaryProse
{
    /// <summary>The longest text, in characters.</summary>
    public const int Limit = 600;

    private const int SentenceLimit = 110;

    /// <summary>The prose; <see cref="HeuristicSummary.NothingSaid"/> where neither said anything.</summary>
    public static string Of(IReadOnlyList<string> founder, IReadOnlyList<string> fred) =>
        (founder.Count, fred.Count) switch
        {
            (0, 0) => HeuristicSummary.NothingSaid,
            (_, 0) => $"The founder said: {Quoted(founder, 3)} Fred did not answer.",
            (0, _) => $"Only Fred spoke: {Quoted(fred, 3)}",
            _ => $"The founder said: {Quoted(founder, 3)} Fred answered: {Quoted(fred, 2)}",
        };

    private static string Quoted(IReadOnlyList<string> sentences, int most) =>
        string.Join(' ', TellingSentences.Of(sentences, most).Select(sentence => $"“{Excerpt.Of(sentence, SentenceLimit)}”"));
}
