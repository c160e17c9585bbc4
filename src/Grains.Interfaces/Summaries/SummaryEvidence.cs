namespace OrleansCalls.Grains.Interfaces.Summaries;

/// <summary>What the decisions and next actions of a summary rest on, and how many were left out because they rest on nothing.</summary>
[GenerateSerializer, Immutable, Alias("SummaryEvidence")]
public sealed record SummaryEvidence
{
    /// <summary>For each decision its lines, at least one, in the transcript's order.</summary>
    [Id(0)] public required IReadOnlyList<IReadOnlyList<EvidenceLine>> Decisions { get; init; }

    /// <summary>For each next action its lines; none for the generic one, which stands where none was named.</summary>
    [Id(1)] public required IReadOnlyList<IReadOnlyList<EvidenceLine>> NextActions { get; init; }

    /// <summary>How many of the model's decisions no line carries.</summary>
    [Id(2)] public int DroppedDecisions { get; init; }

    /// <summary>How many of the model's next actions no line carries.</summary>
    [Id(3)] public int DroppedNextActions { get; init; }
}
