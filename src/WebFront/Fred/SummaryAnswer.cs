using System.ComponentModel;

namespace OrleansCalls.WebFront.Fred;

/// <summary>What a call came to, as existing frontends expect it.</summary>
internal sealed record SummaryAnswer
{
    [Description("Always true: what fails is answered with another status")]
    public required bool Success { get; init; }

    [Description("A line each: `Founder: …` or `Fred: …`")]
    public required string Transcript { get; init; }

    [Description("What the call came to, in a few sentences")]
    public required string Summary { get; init; }

    [Description("What was settled; may be empty")]
    public required IReadOnlyList<string> Decisions { get; init; }

    [Description("Exactly three")]
    public required IReadOnlyList<string> NextActions { get; init; }
}
