namespace OrleansCalls.Grains.Interfaces;

/// <summary>Somebody who was seen in the room.</summary>
[GenerateSerializer, Immutable, Alias("ParticipantSnapshot")]
public sealed record ParticipantSnapshot(
    [property: Id(0)] string Identity,
    [property: Id(1)] ParticipantKind Kind,
    [property: Id(2)] DateTimeOffset? JoinedAt,
    [property: Id(3)] DateTimeOffset? LeftAt);
