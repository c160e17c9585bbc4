using System.Text.Json.Serialization;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Rooms;

/// <summary>
/// What is known of one participant, who is one stay in the room: a new join is another participant sid. The earliest of very many
/// stays of one identity are one (<see cref="Stays"/>).
/// </summary>
public sealed record ParticipantFacts
{
    public string RoomSid { get; init; } = "";

    public string Identity { get; init; } = "";

    /// <summary>Null until an event said it.</summary>
    public ParticipantKind? Kind { get; init; }

    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>When an audio track of theirs was first seen.</summary>
    public DateTimeOffset? AudioAt { get; init; }

    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Where this stands for several stays: when the last of them began. Null for one.</summary>
    public DateTimeOffset? TogetherUntil { get; init; }

    /// <summary>When they joined; else the earliest time at which they are known to have been there, to the second.</summary>
    [JsonIgnore]
    public DateTimeOffset? FirstSeenAt => JoinedAt ?? Times.Earlier(AudioAt, LeftAt); // stamped with whole seconds

    internal ParticipantFacts Merge(ParticipantSeen e) => this with
    {
        RoomSid = Times.Greater(RoomSid, e.RoomSid)!,
        Identity = Times.Greater(Identity, e.Identity)!,
        Kind = Greater(Kind, e.Kind),
        JoinedAt = Times.Earlier(JoinedAt, e.JoinedAt),
        AudioAt = Times.Earlier(AudioAt, e.AudioAt),
        LeftAt = Times.Later(LeftAt, e.LeftAt),
    };

    /// <summary>Both as one.</summary>
    /// <param name="next">The stay after this.</param>
    /// <param name="left">When it ended.</param>
    internal ParticipantFacts TogetherWith(ParticipantFacts next, DateTimeOffset? left) => this with
    {
        Kind = Greater(Kind, next.Kind),
        JoinedAt = Times.Earlier(FirstSeenAt, next.FirstSeenAt),
        AudioAt = Times.Earlier(AudioAt, next.AudioAt),
        LeftAt = Times.Later(LeftAt, left),
        TogetherUntil = Times.Later(Times.Later(TogetherUntil, next.TogetherUntil), next.FirstSeenAt),
    };

    /// <summary>Whether this stands for several stays, and what is said, of a stay that is not known by itself, is said of one of them.</summary>
    internal bool Holds(ParticipantSeen e) =>
        TogetherUntil is not null && RoomSid == e.RoomSid && Identity == e.Identity
        && (e.JoinedAt is { } joined ? joined <= TogetherUntil : Times.Earlier(e.AudioAt, e.LeftAt) <= LeftAt);

    private static ParticipantKind? Greater(ParticipantKind? a, ParticipantKind? b) => a is { } known && !(b > known) ? known : b;
}
