using System.ComponentModel;

namespace OrleansCalls.WebFront.Fred;

/// <summary>What a call came to, as existing frontends expect it.</summary>
internal sealed record SummaryAnswer
{
    public required bool Success { get; init; }

    [Description("A line each: `Founder: …` or `Fred: …`")]
    public required string Transcript { get; init; }

    public required string Summary { get; init; }

    public required IReadOnlyList<string> Decisions { get; init; }

    [Description("Exactly three")]
    public required IReadOnlyList<string> NextActions { get; init; }
}
