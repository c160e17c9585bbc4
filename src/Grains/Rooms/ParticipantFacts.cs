using System.Text.Json.Serialization;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Rooms;

/// <summary>What is known of one participant, who is one stay in the room: a new join is another participant sid.</summary>
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

    /// <summary>When they joined; else the earliest time at which they are known to have been there, to the second.</summary>
    [JsonIgnore]
    public DateTimeOffset? FirstSeenAt => JoinedAt ?? Times.Earlier(AudioAt, LeftAt); // stamped with whole seconds

    internal ParticipantFacts Merge(ParticipantSeen e) => new()
    {
        RoomSid = Times.Greater(RoomSid, e.RoomSid)!,
        Identity = Times.Greater(Identity, e.Identity)!,
        Kind = Kind is { } known && !(e.Kind > known) ? known : e.Kind,
        JoinedAt = Times.Earlier(JoinedAt, e.JoinedAt),
        AudioAt = Times.Earlier(AudioAt, e.AudioAt),
        LeftAt = Times.Later(LeftAt, e.LeftAt),
    };
}
