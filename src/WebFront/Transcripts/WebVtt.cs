using System.Globalization;
using System.Text;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.WebFront.Transcripts;

/// <summary>Subtitles as WebVTT (https://www.w3.org/TR/webvtt1/); the speaker is a voice span.</summary>
internal static class WebVtt
{
    /// <param name="cues">With starts of zero or more that never go back; they may overlap.</param>
    public static string Of(IReadOnlyList<Cue> cues)
    {
        var file = new StringBuilder("WEBVTT\n");
        for (var i = 0; i < cues.Count; i++)
        {
            var cue = cues[i];
            file.Append(CultureInfo.InvariantCulture, $"\n{i + 1}\n{Time(cue.Start)} --> {Time(cue.End)}\n")
                .Append(CultureInfo.InvariantCulture, $"<v {cue.Speaker.DisplayName()}>{Escaped(cue.Text)}\n");
        }

        return file.ToString();
    }

    private static string Time(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}.{time.Milliseconds:000}");

    // '>' too: no text can then hold an arrow, which begins a cue's times.
    private static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
