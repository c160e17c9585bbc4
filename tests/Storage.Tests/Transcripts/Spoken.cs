using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Storage.Tests.Transcripts;

/// <summary>Segments to store.</summary>
internal static class Spoken
{
    private static readonly string[] Texts = ["", "a", "B", "b", "ä", "\uFF5E", "\U0001F44D", "say \"hi\"\\", "a\nb"];

    public static DateTimeOffset Noon { get; } = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static TranscriptSegment Segment(string id, string text) => new()
    {
        Id = id,
        Speaker = Speaker.User,
        Text = text,
        StartedAt = Noon,
        Final = true,
    };

    /// <summary>One of few, so that ties in all but one place are common.</summary>
    public static TranscriptSegment Any(Random random, string id) => Segment(id, Texts[random.Next(random.Next(2) * Texts.Length + 1) % Texts.Length]) with
    {
        Speaker = (Speaker)random.Next(2),
        Final = random.Next(2) is 0,
        StartedAt = Noon.AddSeconds(random.Next(2)),
        EndedAt = random.Next(3) switch
        {
            0 => null,
            var end => (end is 1 ? DateTimeOffset.MinValue : Noon).AddTicks(random.Next(2) * 5).AddSeconds(random.Next(2)),
        },
    };
}
