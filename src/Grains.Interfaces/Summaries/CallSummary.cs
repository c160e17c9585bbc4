namespace OrleansCalls.Grains.Interfaces.Summaries;

/// <summary>What a call came to.</summary>
[GenerateSerializer, Immutable, Alias("CallSummary")]
public sealed record CallSummary
{
    [Id(0)] public required string Text { get; init; }

    [Id(1)] public required IReadOnlyList<string> Decisions { get; init; }

    /// <summary>Exactly three.</summary>
    [Id(2)] public required IReadOnlyList<string> NextActions { get; init; }

    [Id(3)] public required SummarySource Source { get; init; }

    /// <summary>What decisions and next actions rest on; null in a summary that was made before this was kept.</summary>
    [Id(4)] public SummaryEvidence? Evidence { get; init; }

    /// <summary>Without what it holds: messages between processes may be logged.</summary>
    public override string ToString() => nameof(CallSummary);
}
