using OrleansCalls.Grains.Interfaces.Recordings;

namespace OrleansCalls.WebFront.Recordings;

/// <summary>A place in a recording.</summary>
/// <param name="EgressId">The recorder whose segment it is in.</param>
/// <param name="Second">How far from the segment's beginning, in seconds, to a tenth.</param>
internal sealed record RecordingMoment(string EgressId, double Second)
{
    // Clocks differ, and LiveKit tells some times in whole seconds: who spoke as the recorder began is heard from its beginning.
    private static readonly TimeSpan s_skew = TimeSpan.FromSeconds(1);

    /// <summary>Where the recording has this time; null where nothing was recorded then, or what was is not ready.</summary>
    public static RecordingMoment? Find(RecordingSnapshot recording, DateTimeOffset at) =>
        In(recording, at, TimeSpan.Zero) ?? In(recording, at, s_skew);

    // Of two recorders at work at once the first one asked for is as good as the other.
    private static RecordingMoment? In(RecordingSnapshot recording, DateTimeOffset at, TimeSpan skew)
    {
        foreach (var segment in recording.Segments)
        {
            if (segment is { State: RecordingState.Ready, EgressId: { } egressId, StartedAt: { } start }
                && at >= start - skew && !(at >= End(segment, start)))
            {
                return new RecordingMoment(egressId, Math.Max(0, (at - start).Ticks / (TimeSpan.TicksPerSecond / 10)) / 10.0);
            }
        }

        return null;
    }

    // What the file holds, not when its recorder was done with it.
    private static DateTimeOffset? End(RecordingSegment segment, DateTimeOffset start) =>
        segment.DurationSeconds is { } seconds ? start.AddSeconds(seconds) : segment.EndedAt;
}
