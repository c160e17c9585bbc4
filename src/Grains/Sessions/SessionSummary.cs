using OrleansCalls.Grains.Interfaces.Summaries;

namespace OrleansCalls.Grains.Sessions;

/// <summary>What the tables tell of a summary: plain strings.</summary>
/// <remarks>
/// Its members, and their order, are a part of the row's digest, which every stored call holds: with one more, every finished call
/// would seem to be behind, and be written again.
/// </remarks>
public sealed record SessionSummary
{
    public required string Text { get; init; }

    public required IReadOnlyList<string> Decisions { get; init; }

    /// <summary>Exactly three.</summary>
    public required IReadOnlyList<string> NextActions { get; init; }

    public required SummarySource Source { get; init; }

    internal static SessionSummary From(CallSummary summary) => new()
    {
        Text = summary.Text,
        Decisions = summary.Decisions,
        NextActions = summary.NextActions,
        Source = summary.Source,
    };
}
