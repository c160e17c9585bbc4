using System.ComponentModel;

namespace OrleansCalls.WebFront.Calls;

/// <summary>What the founder is to do next.</summary>
internal sealed record NextActionResponse(
    [property: Description("The action")] string Text,
    [property: Description("The lines that say it: up to five that the model names, and those beside them that it takes; empty where the action is generic, and in a summary of before evidence was kept")]
    IReadOnlyList<EvidenceResponse> Evidence,
    [property: Description("Whether it stands in the place of one that was not named in the call")]
    bool Generic);
