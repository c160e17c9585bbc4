using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Tests;

/// <summary>Commands as tests send them.</summary>
internal static class Starts
{
    public static StartCall By(string user) => new()
    {
        StartId = Guid.NewGuid(),
        UserId = user,
        CallType = CallType.OnDemand,
        ParticipantName = "Founder",
    };

    public static TranscriptSegment Said(string id, string text, Speaker speaker = Speaker.User) => new()
    {
        Id = id,
        Speaker = speaker,
        Text = text,
        StartedAt = new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero),
        Final = true,
    };
}
