namespace OrleansCalls.Grains.Summaries;

/// <summary>The language model gave no summary.</summary>
/// <param name="reason">Why, in words that are safe to log: nothing of what was said, asked or answered.</param>
/// <param name="status">What the model's server answered by HTTP, where that is why.</param>
/// <remarks>It carries no inner exception on purpose: a client library's messages quote the model's answer.</remarks>
public sealed class SummaryModelException(string reason, int? status = null) : Exception(reason)
{
    /// <summary>Why; safe to log and to show.</summary>
    public string Reason { get; } = reason;

    /// <summary>The HTTP status, where the model's server refused or failed by one.</summary>
    public int? Status { get; } = status;
}
