using System.ComponentModel;

namespace OrleansCalls.WebFront.Calls;

/// <summary>What was settled in a call.</summary>
internal sealed record DecisionResponse(
    [property: Description("The decision")] string Text,
    [property: Description("The lines that say it: up to five that the model names, and those beside them that it takes; empty only in a summary of before evidence was kept")]
    IReadOnlyList<EvidenceResponse> Evidence);
