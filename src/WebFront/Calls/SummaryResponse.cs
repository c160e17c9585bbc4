using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Summaries;

namespace OrleansCalls.WebFront.Calls;

/// <summary>What a call came to.</summary>
internal sealed record SummaryResponse(
    string Text,
    [property: Description("`model` or `heuristic`")] string Source,
    IReadOnlyList<string> Decisions,
    [property: Description("Exactly three")] IReadOnlyList<string> NextActions)
{
    public static SummaryResponse From(CallSummary summary) =>
        new(summary.Text, summary.Source.Name(), summary.Decisions, summary.NextActions);
}
