using OrleansCalls.Grains.Interfaces.Summaries;

namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>The transcript was read, and summarised where the summary at hand did not fit it.</summary>
[GenerateSerializer, Immutable, Alias("SummaryMade")]
public sealed record SummaryMade : CallEvent
{
    /// <summary>When the transcript was read.</summary>
    [Id(0)] public required DateTimeOffset AsOf { get; init; }

    /// <summary>SHA-256 of the transcript's text.</summary>
    [Id(1)] public required string TranscriptHash { get; init; }

    /// <summary>How many lines it has.</summary>
    [Id(2)] public required int Lines { get; init; }

    /// <summary>Whether a line proves that a human was there.</summary>
    [Id(3)] public required bool UserSpoke { get; init; }

    /// <summary>How long the client says the call lasted.</summary>
    [Id(4)] public int? ClientDurationSeconds { get; init; }

    [Id(5)] public required CallSummary Summary { get; init; }

    /// <summary>Whether the model failed and shall be asked again.</summary>
    [Id(6)] public bool Provisional { get; init; }
}
