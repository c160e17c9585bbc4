namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>What LiveKit says of a participant, by webhook or when asked.</summary>
[GenerateSerializer, Immutable, Alias("ParticipantSeen")]
public sealed record ParticipantSeen : CallEvent
{
    [Id(0)] public required string RoomSid { get; init; }

    [Id(1)] public required string ParticipantSid { get; init; }

    [Id(2)] public required string Identity { get; init; }

    /// <summary>Null where the event does not say, as track events do not.</summary>
    [Id(3)] public ParticipantKind? Kind { get; init; }

    [Id(4)] public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>When an audio track was first seen.</summary>
    [Id(5)] public DateTimeOffset? AudioAt { get; init; }

    [Id(6)] public DateTimeOffset? LeftAt { get; init; }
}
