using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Interfaces.Queries;

/// <summary>
/// A call that is known by its row in <c>coaching_sessions</c> alone, because it is older than this system or its state is lost. It
/// can be read, heard and erased; nothing else is done for it.
/// </summary>
[GenerateSerializer, Immutable, Alias("OlderCallRow")]
public sealed record OlderCallRow
{
    [Id(0)] public required string Room { get; init; }

    /// <summary>Whose call it is.</summary>
    [Id(1)] public required string UserId { get; init; }

    /// <summary>As in the table: scheduled, in_progress, completed or cancelled.</summary>
    [Id(2)] public required string Status { get; init; }

    [Id(3)] public required CallType CallType { get; init; }

    [Id(4)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(5)] public DateTimeOffset? StartedAt { get; init; }

    [Id(6)] public DateTimeOffset? EndedAt { get; init; }

    [Id(7)] public int? DurationSeconds { get; init; }

    /// <summary>By the row's word; whether the bucket has it is seen when a link is asked for.</summary>
    [Id(8)] public required RecordingSnapshot Recording { get; init; }

    /// <summary>In the order of the row.</summary>
    [Id(9)] public required IReadOnlyList<TranscriptLine> Lines { get; init; }

    [Id(10)] public string? Summary { get; init; }

    [Id(11)] public required IReadOnlyList<string> Decisions { get; init; }

    /// <summary>As many as the row has.</summary>
    [Id(12)] public required IReadOnlyList<string> NextActions { get; init; }

    /// <summary>Without what it holds: messages between processes may be logged.</summary>
    public override string ToString() => $"{nameof(OlderCallRow)} {Room}";
}
