using System.ComponentModel;
using OrleansCalls.Grains.Interfaces;

namespace OrleansCalls.WebFront.Calls;

/// <summary>Somebody who was seen in the room.</summary>
internal sealed record ParticipantResponse(
    [property: Description("The identity in the room: a user's id, or one that LiveKit gave")] string Identity,
    [property: Description("`human`, `agent` or `egress`")] string Kind,
    [property: Description("When it joined, where that was told")] DateTimeOffset? JoinedAt,
    [property: Description("When it left; null while it is there")] DateTimeOffset? LeftAt)
{
    public static ParticipantResponse From(ParticipantSnapshot participant) =>
        new(participant.Identity, participant.Kind.Name(), participant.JoinedAt, participant.LeftAt);
}
