using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.WebFront.Transcripts;

/// <summary>When each line of a transcript begins.</summary>
internal static class CueStarts
{
    /// <summary>From the beginning of the media, never going back.</summary>
    /// <param name="lines">In the order of speaking.</param>
    /// <param name="guess">How long a line takes whose end nobody told.</param>
    /// <param name="zero">Where the media begins.</param>
    public static TimeSpan[] Of(IReadOnlyList<TranscriptLine> lines, Func<TranscriptLine, TimeSpan> guess, DateTimeOffset zero)
    {
        var starts = OfSegments(lines, zero);
        AddTold(starts, lines, zero);
        for (var i = 0; i < starts.Length; i++)
        {
            if (starts[i] is not null)
                continue;
            var next = Array.FindIndex(starts, i, s => s is not null);
            Fill(starts, lines, i, next < 0 ? starts.Length : next, guess);
        }

        return [.. starts.Select(s => s!.Value)];
    }

    private static TimeSpan?[] OfSegments(IReadOnlyList<TranscriptLine> lines, DateTimeOffset zero)
    {
        var starts = new TimeSpan?[lines.Count];
        var latest = TimeSpan.MinValue;
        for (var i = 0; i < starts.Length; i++)
        {
            if (lines[i].StartedAt is { } at)
                starts[i] = latest = Later(latest, Cues.Milliseconds(at - zero));
        }

        return starts;
    }

    // The client's clock is another one: it orders its own lines, and never moves a segment.
    private static void AddTold(TimeSpan?[] starts, IReadOnlyList<TranscriptLine> lines, DateTimeOffset zero)
    {
        var (latest, next) = (TimeSpan.MinValue, -1);
        for (var i = 0; i < starts.Length; i++)
        {
            if (next < i)
                next = Array.FindIndex(starts, i, s => s is not null);
            if (starts[i] is null && Cues.Told(lines[i]) is { } told)
            {
                var start = Later(latest, Cues.Milliseconds(told - zero));
                starts[i] = next >= 0 && start > starts[next] ? starts[next] : start;
            }

            latest = starts[i] ?? latest;
        }
    }

    // Lines of which no time is known follow the one before them, and share what time there is before the one after them.
    private static void Fill(TimeSpan?[] starts, IReadOnlyList<TranscriptLine> lines, int first, int end, Func<TranscriptLine, TimeSpan> guess)
    {
        var needed = TimeSpan.Zero;
        for (var i = first; i < end; i++)
            needed += guess(lines[i]);
        var until = end < starts.Length ? starts[end] : null;
        var from = first is 0 ? Before(until, needed) : starts[first - 1]!.Value + Length(lines[first - 1], guess);
        var share = 1.0;
        if (until is { } limit)
        {
            from = from < limit ? from : limit;
            share = Math.Min(share, (limit - from) / needed);
        }

        for (var i = first; i < end; i++)
        {
            starts[i] = Cues.Milliseconds(from);
            from += guess(lines[i]) * share;
        }
    }

    // What comes before all else begins with the media, if there is time.
    private static TimeSpan Before(TimeSpan? until, TimeSpan needed) =>
        until is not { } limit ? TimeSpan.Zero
        : limit <= TimeSpan.Zero ? limit - needed
        : Later(TimeSpan.Zero, limit - needed);

    private static TimeSpan Length(TranscriptLine line, Func<TranscriptLine, TimeSpan> guess) =>
        line.EndedAt > line.StartedAt ? line.EndedAt.Value - line.StartedAt.Value : guess(line);

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
