using System.ComponentModel;

namespace OrleansCalls.WebFront.Calls;

/// <summary>What was settled in a call.</summary>
internal sealed record DecisionResponse(
    [property: Description("The decision")] string Text,
    [property: Description("The lines that say it, one to five; empty only in a summary of before evidence was kept")]
    IReadOnlyList<EvidenceResponse> Evidence);
