using System.ComponentModel;
using OrleansCalls.Grains.Interfaces;

namespace OrleansCalls.WebFront.Calls;

/// <summary>Somebody who was seen in the room.</summary>
internal sealed record ParticipantResponse(
    string Identity,
    [property: Description("`human`, `agent` or `egress`")] string Kind,
    DateTimeOffset? JoinedAt,
    DateTimeOffset? LeftAt)
{
    public static ParticipantResponse From(ParticipantSnapshot participant) =>
        new(participant.Identity, participant.Kind.Name(), participant.JoinedAt, participant.LeftAt);
}
