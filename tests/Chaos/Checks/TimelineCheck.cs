namespace OrleansCalls.Chaos.Checks;

/// <summary>The timeline begins with the request, and the last end in it is the one that the page tells.</summary>
internal static class TimelineCheck
{
    /// <summary>Every look would soon fill it.</summary>
    private const int MostInPeace = 80;

    private const int Most = 300;

    public static IEnumerable<string> Complaints(PageFacts page, bool faults)
    {
        if (page.Timeline is not [var first, ..])
        {
            yield return "its timeline is empty";
            yield break;
        }

        if (first.What != "call.requested")
        {
            yield return $"its timeline begins with {first.What}";
        }

        // A call that was cancelled is completed when proof comes late that somebody was there.
        var end = page.Timeline.LastOrDefault(entry => entry.What is "call.completed" or "call.cancelled")?.What;
        if (end != "call." + page.Status)
        {
            yield return $"its page says {page.Status}, its timeline {end ?? "nothing of an end"}";
        }

        // A look is told only where it got no answer, or found something.
        foreach (var noise in page.Timeline.Where(IsNoise).Select(entry => entry.What).Distinct())
        {
            yield return $"its timeline tells of {noise}, which brought nothing new";
        }

        if (page.Timeline.Count > (faults ? Most : MostInPeace))
        {
            yield return $"its timeline has {page.Timeline.Count} entries";
        }
    }

    private static bool IsNoise(TimelineFacts entry) =>
        (entry.What.StartsWith("look-", StringComparison.Ordinal) || entry.What is "find-recording")
        && entry.Result?.StartsWith("done", StringComparison.Ordinal) is true;
}
