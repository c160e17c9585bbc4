namespace OrleansCalls.Grains.Interfaces.Summaries;

/// <summary>The newest request to make a call's summary anew.</summary>
[GenerateSerializer, Immutable, Alias("SummaryRequestSnapshot")]
public sealed record SummaryRequestSnapshot
{
    /// <summary>Counts the call's requests from 1.</summary>
    [Id(0)] public required int Number { get; init; }

    [Id(1)] public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Whether the summary is still being made.</summary>
    [Id(2)] public required bool IsOpen { get; init; }

    /// <summary>
    /// Why the model made no summary: the one that it had made before stands, or the rule's where there was none. Null while
    /// the request is open, and where the summary was made.
    /// </summary>
    [Id(3)] public string? Failure { get; init; }
}
