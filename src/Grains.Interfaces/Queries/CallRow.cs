namespace OrleansCalls.Grains.Interfaces.Queries;

/// <summary>A call as its row in <c>coaching_sessions</c> tells it.</summary>
[GenerateSerializer, Immutable, Alias("CallRow")]
public sealed record CallRow
{
    [Id(0)] public required string Room { get; init; }

    [Id(1)] public required string Status { get; init; }

    [Id(2)] public required string CallType { get; init; }

    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(4)] public DateTimeOffset? StartedAt { get; init; }

    [Id(5)] public DateTimeOffset? EndedAt { get; init; }

    [Id(6)] public int? DurationSeconds { get; init; }

    [Id(7)] public string? Summary { get; init; }

    /// <summary>Whether a recording can be asked for.</summary>
    [Id(8)] public bool HasRecording { get; init; }

    /// <summary>Where the words are that were searched for; null when none were.</summary>
    [Id(9)] public CallSnippet? Snippet { get; init; }

    /// <summary>Without what it holds: messages between processes may be logged.</summary>
    public override string ToString() => $"{nameof(CallRow)} {Room}";
}
