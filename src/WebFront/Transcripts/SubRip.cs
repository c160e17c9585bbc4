using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.WebFront.Transcripts;

/// <summary>
/// Subtitles as SubRip, which has no specification: what all players read. One is shown at a time, and each says who speaks.
/// </summary>
internal static partial class SubRip
{
    private const string WordJoiner = "\u2060"; // has no width and is not seen

    /// <param name="cues">With starts of zero or more that never go back. Where two overlap, the first ends when the second begins.</param>
    public static string Of(IReadOnlyList<Cue> cues)
    {
        var file = new StringBuilder();
        var (end, number) = (TimeSpan.Zero, 0);
        foreach (var cue in cues)
        {
            var start = Later(cue.Start, end);
            var next = ++number < cues.Count && cues[number].Start < cue.End ? cues[number].Start : cue.End;
            end = Later(next, start + Cues.Shortest);
            file.Append(number > 1 ? "\r\n" : "")
                .Append(CultureInfo.InvariantCulture, $"{number}\r\n{Time(start)} --> {Time(end)}\r\n")
                .Append(CultureInfo.InvariantCulture, $"{cue.Speaker.DisplayName()}: {Plain(cue.Text)}\r\n");
        }

        return file.ToString();
    }

    private static string Time(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00},{time.Milliseconds:000}");

    // Nothing can be escaped: what players read as a tag, a style or a time is kept from being one.
    private static string Plain(string text) => Markup().Replace(text, WordJoiner);

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    [GeneratedRegex(@"(?<=<)(?=[A-Za-z/])|(?<=\{)(?=\\)|(?<=--)(?=>)")]
    private static partial Regex Markup();
}
