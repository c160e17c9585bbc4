using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Recordings;

namespace OrleansCalls.Grains.Recordings;

/// <summary>How much of the time between the first human's join and the last leave was recorded, and why the rest was not.</summary>
internal static class TalkedTime
{
    // LiveKit stamps its webhooks with whole seconds: what is shorter may not have been.
    private static readonly TimeSpan s_shortestGap = TimeSpan.FromSeconds(1);

    /// <summary>Recorded time over talked time, from 0 to 1; null while nobody has talked, or somebody still does.</summary>
    public static double? Coverage(CallState call, IReadOnlyList<RecordingSegment> segments)
    {
        if (Of(call) is not var (from, to))
        {
            return null;
        }

        var missing = Uncovered(segments, from, to).Sum(g => (g.To - g.From).TotalSeconds);
        return Math.Round(Math.Clamp(1 - (missing / (to - from).TotalSeconds), 0, 1), 3);
    }

    /// <summary>The gaps of more than a second, in their order.</summary>
    public static IReadOnlyList<RecordingGap> Gaps(CallState call, IReadOnlyList<RecordingSegment> segments) =>
        call.EndedAt() is null || call.Request?.RecordingKey is null || Of(call) is not var (from, to) ? []
            : [.. Uncovered(segments, from, to)
                .Where(g => g.To - g.From > s_shortestGap)
                .Select(g => new RecordingGap(g.From, g.To, Reason(call, segments, g.From, g.To)))];

    private static (DateTimeOffset From, DateTimeOffset To)? Of(CallState call) =>
        call.FirstHumanJoinedAt() is { } joined && call.LastHumanLeftAt() is { } left && left > joined ? (joined, left) : null;

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Uncovered(
        IReadOnlyList<RecordingSegment> segments, DateTimeOffset from, DateTimeOffset to)
    {
        var recorded = from; // everything before is
        foreach (var (start, end) in segments
            .Where(s => s.State is RecordingState.Ready)
            .Select(s => (Start: s.StartedAt ?? from, End: s.EndedAt ?? to))
            .OrderBy(s => s.Start))
        {
            if (start > recorded)
            {
                yield return (recorded, start < to ? start : to);
            }

            recorded = Times.Later(recorded, end)!.Value;
            if (recorded >= to)
            {
                yield break;
            }
        }

        yield return (recorded, to);
    }

    // The recorders that should have recorded then, or the end of the one before.
    private static string Reason(CallState call, IReadOnlyList<RecordingSegment> segments, DateTimeOffset from, DateTimeOffset to)
    {
        var failed = segments
            .Where(s => s.State is not RecordingState.Ready && s.Reason is not null && AskedFor(call, s) < to && !(s.EndedAt < from))
            .Select(s => s.Reason!)
            .Distinct()
            .ToList();
        if (failed.Count > 0)
        {
            return string.Join("; ", failed);
        }

        var before = segments.LastOrDefault(s => s.State is RecordingState.Ready && s.EndedAt <= from);
        return call.End?.At <= from + s_shortestGap ? "The call was being ended"
            : before is null ? "No recorder was recording yet"
            : call.Recording.EgressOf(before.Key) is { Error: { } error } ? error
            : call.Recording.EgressOf(before.Key)?.Status is EgressStatus.LimitReached ? "The recorder reached its limit"
            : "The recorder ended early";
    }

    private static DateTimeOffset? AskedFor(CallState call, RecordingSegment segment) =>
        call.Recording.Starts.Values.FirstOrDefault(s => s.Key == segment.Key)?.BegunAt;
}
