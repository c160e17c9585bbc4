namespace OrleansCalls.Grains.Interfaces.Transcripts;

/// <summary>
/// What somebody said in one go, as the agent's worker heard it. Sent again under the same id, a final segment beats one
/// that is not, otherwise the later end, then the greater text: the order of arrival does not matter.
/// </summary>
[GenerateSerializer, Immutable, Alias("TranscriptSegment")]
public sealed record TranscriptSegment
{
    /// <summary>Unique within the call; chosen by the sender.</summary>
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required Speaker Speaker { get; init; }

    [Id(2)] public required string Text { get; init; }

    [Id(3)] public required DateTimeOffset StartedAt { get; init; }

    [Id(4)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether the recogniser will not change it any more.</summary>
    [Id(5)] public required bool Final { get; init; }

    /// <summary>Without what it holds: messages between processes may be logged.</summary>
    public override string ToString() => nameof(TranscriptSegment);
}
