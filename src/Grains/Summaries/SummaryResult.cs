using OrleansCalls.Grains.Interfaces.Summaries;

namespace OrleansCalls.Grains.Summaries;

/// <summary>What came of summarising a call.</summary>
public sealed record SummaryResult
{
    /// <summary>The summary; there always is one.</summary>
    public required CallSummary Summary { get; init; }

    /// <summary>Whether the model failed and shall be asked again.</summary>
    public bool Provisional { get; init; }

    /// <summary>Why the model failed, safe to log and to show; null when it did not.</summary>
    public string? ModelFailure { get; init; }
}
