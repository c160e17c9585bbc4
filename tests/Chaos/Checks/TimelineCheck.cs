namespace OrleansCalls.Chaos.Checks;

/// <summary>The timeline begins with the request, and the last end in it is the one that the page tells.</summary>
internal static class TimelineCheck
{
    public static IEnumerable<string> Complaints(PageFacts page)
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
    }
}
