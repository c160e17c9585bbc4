namespace OrleansCalls.Grains.Interfaces.Erasure;

/// <summary>How much of a call was removed from the database.</summary>
[GenerateSerializer, Immutable, Alias("ErasedRecords")]
public sealed record ErasedRecords
{
    /// <summary>Live segments.</summary>
    [Id(0)] public int Segments { get; init; }

    /// <summary>Transcripts that the client handed in.</summary>
    [Id(1)] public int Transcripts { get; init; }

    /// <summary>Rows of <c>coaching_sessions</c>.</summary>
    [Id(2)] public int Rows { get; init; }

    /// <summary>Rows of <c>fred_episodic_memory</c>.</summary>
    [Id(3)] public int Memories { get; init; }

    [Id(4)] public int TimelineEntries { get; init; }

    /// <summary>What those who watch the call were told.</summary>
    [Id(5)] public int Changes { get; init; }

    /// <summary>Deliveries to the user's endpoints, sent or not.</summary>
    [Id(6)] public int Events { get; init; }
}
