namespace OrleansCalls.Grains.Interfaces.Summaries;

/// <summary>Who wrote a summary.</summary>
[GenerateSerializer, Alias("SummarySource")]
public enum SummarySource
{
    /// <summary>Made by rule from what was said.</summary>
    Heuristic = 0,

    /// <summary>Made by the language model.</summary>
    Model = 1,
}
