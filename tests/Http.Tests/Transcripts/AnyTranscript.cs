using System.Globalization;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Http.Tests.Transcripts;

/// <summary>Transcripts by chance of a seed, made of what has broken subtitles before.</summary>
internal static class AnyTranscript
{
    private static readonly string[] s_pieces =
    [
        "word", " ", "-->", "--", ">", "<", "<b>", "</v>", "<v Fred>", "&", "&amp;", "&lt", "\r\n", "\n\n", "\r", "\u2028", "\u0085", "\t", "\u0001",
        "\u001b[31m", "{\\an8}", "00:00:01.000 --> 00:00:02.000", "NOTE", "WEBVTT", "STYLE", "1", "42", "Ünï", "世界", "🎙", "\u202e", "\ufeff", "\"", "'", "%", "\\", ":",
    ];

    /// <summary>The lines in the order in which a transcript is assembled, and a beginning of its media.</summary>
    public static (IReadOnlyList<TranscriptLine> Lines, DateTimeOffset Zero) Of(int seed)
    {
        var random = new Random(seed);
        var spread = random.Next(3) is 0 ? 400_000 : 60;
        var segments = Enumerable.Range(0, random.Next(8)).Select(n =>
        {
            var start = (random.NextDouble() * spread) - 5;
            return Lines.Heard(start, random.Next(3) > 0 ? start + (random.NextDouble() * 9) : null, Text(random), (Speaker)random.Next(2));
        }).OrderBy(l => l.StartedAt).ToList();
        foreach (var _ in Enumerable.Range(0, random.Next(8)))
            segments.Insert(random.Next(segments.Count + 1), Lines.Told(Timestamp(random, spread), Text(random)));
        return (segments, Lines.Noon);
    }

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));

    private static string? Timestamp(Random random, int spread) => random.Next(4) switch
    {
        0 => null,
        1 => "00:0" + random.Next(10),
        2 => Lines.At((random.NextDouble() * spread) - 5).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        _ => Lines.At(random.NextDouble() * spread).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
    };
}
