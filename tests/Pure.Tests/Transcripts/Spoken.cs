using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Pure.Tests.Transcripts;

/// <summary>Transcripts to test with; the generated ones have few words, so that much is said twice.</summary>
internal static class Spoken
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Words = ["yes", "no", "call her", "why"];
    private static readonly string[] AsTheClientWritesThem = ["Yes.", "NO!", " Call  her ", "Why?"];

    public static TranscriptLine Founder(string text) => new() { Speaker = Speaker.User, Text = text };

    public static TranscriptLine Fred(string text) => new() { Speaker = Speaker.Fred, Text = text };

    public static TranscriptSegment Segment(string id, string text, int second = 0, Speaker speaker = Speaker.User) => new()
    {
        Id = id,
        Speaker = speaker,
        Text = text,
        StartedAt = Noon.AddSeconds(second),
        Final = true,
    };

    /// <summary>Segments with rising times, one for each byte.</summary>
    public static TranscriptSegment[] Segments(byte[] seeds) =>
        [.. seeds.Select((seed, i) => Segment($"S{i:D5}", Words[seed % 4], i, (Speaker)(seed / 4 % 2)))];

    /// <summary>The client's lines, one for each byte, told apart by their timestamps.</summary>
    public static TranscriptLine[] Lines(byte[] seeds) =>
        [.. seeds.Select((seed, i) => new TranscriptLine
        {
            Speaker = (Speaker)(seed / 4 % 2),
            Text = AsTheClientWritesThem[seed % 4],
            Timestamp = $"{i}",
        })];

    /// <summary>Whether <paramref name="part"/> can be had from <paramref name="whole"/> by leaving out.</summary>
    public static bool IsPartOf<T>(IEnumerable<T> part, IEnumerable<T> whole, Func<T, T, bool> same)
    {
        using var rest = whole.GetEnumerator();
        return part.All(wanted =>
        {
            while (rest.MoveNext())
            {
                if (same(wanted, rest.Current))
                {
                    return true;
                }
            }

            return false;
        });
    }
}
