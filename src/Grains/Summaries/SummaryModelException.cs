namespace OrleansCalls.Grains.Summaries;

/// <summary>The language model gave no summary.</summary>
/// <param name="reason">Why, in words that are safe to log: nothing of what was said, asked or answered.</param>
/// <remarks>It carries no inner exception on purpose: a client library's messages quote the model's answer.</remarks>
public sealed class SummaryModelException(string reason) : Exception(reason)
{
    /// <summary>Why; safe to log and to show.</summary>
    public string Reason { get; } = reason;
}
