using System.Globalization;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Transcripts;

/// <summary>Gives every line of a transcript its place in the media.</summary>
internal static class Cues
{
    /// <summary>No subtitle is shown for less: nobody could read it.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan s_longestGuess = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The lines in their order, with starts that never go back. Times of segments are kept. A line that only the client knew is
    /// where its own time says, if that is one that cannot be misread, but never beyond the segments around it; without one it
    /// has its share of the time between its neighbours. An end that nobody told is guessed by the length of what was said,
    /// and is at the next line's start at the latest.
    /// </summary>
    /// <param name="lines">A transcript.</param>
    /// <param name="zero">Where the media begins.</param>
    public static IReadOnlyList<Cue> Of(IReadOnlyList<TranscriptLine> lines, DateTimeOffset zero)
    {
        TranscriptLine[] spoken = [.. lines.Select(l => l with { Text = CueText.Of(l.Text) }).Where(l => l.Text.Length > 0)];
        var starts = CueStarts.Of(spoken, Guess, zero);
        return [.. spoken.Select((line, i) => new Cue(starts[i], End(line, starts, i, zero), line.Speaker, line.Text))];
    }

    /// <summary>All of them; what was said before the media begins is at its beginning.</summary>
    public static IReadOnlyList<Cue> FromZero(this IReadOnlyList<Cue> cues) =>
        [.. cues.Select(c => c.Start >= TimeSpan.Zero ? c : Between(c, TimeSpan.Zero, c.End))];

    /// <summary>What is heard from then to then, with times that count from there.</summary>
    public static IReadOnlyList<Cue> Within(this IReadOnlyList<Cue> cues, TimeSpan from, TimeSpan to) =>
        [.. cues.Where(c => c.End > from && c.Start < to)
            .Select(c => Between(c, Milliseconds(Later(c.Start, from) - from), Milliseconds(c.End - from)))];

    /// <summary>The time of a line that only the client knew: ISO 8601 with an offset, or Unix milliseconds. Other forms could mean anything.</summary>
    public static DateTimeOffset? Told(TranscriptLine line) => line.Timestamp is not { } told ? null
        : told.Length is 13 && long.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        : Iso8601.Parse(told);

    private static TimeSpan End(TranscriptLine line, TimeSpan[] starts, int i, DateTimeOffset zero)
    {
        var end = line.StartedAt < line.EndedAt ? Milliseconds(line.EndedAt.Value - zero)
            : i + 1 < starts.Length && starts[i + 1] < starts[i] + Guess(line) ? starts[i + 1]
            : starts[i] + Guess(line);
        return Later(end, starts[i] + Shortest);
    }

    // About 150 words a minute.
    private static TimeSpan Guess(TranscriptLine line)
    {
        var guess = TimeSpan.FromMilliseconds(400 + (60L * line.Text.Length));
        return guess < s_longestGuess ? guess : s_longestGuess;
    }

    /// <summary>Subtitles count whole milliseconds.</summary>
    internal static TimeSpan Milliseconds(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Round(time.TotalMilliseconds));

    private static Cue Between(Cue cue, TimeSpan start, TimeSpan end) => cue with { Start = start, End = Later(end, start + Shortest) };

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
