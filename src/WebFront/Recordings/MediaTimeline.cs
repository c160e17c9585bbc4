using System.Globalization;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Grains.Interfaces.Recordings;

namespace OrleansCalls.WebFront.Recordings;

/// <summary>
/// The time line that a player of a call goes by. It begins where the first segment of the recording that can be played begins;
/// where there is none, when the first human joined; where nobody was seen, when the room was created. Subtitles and the offsets
/// of segments count from there.
/// </summary>
internal sealed class MediaTimeline
{
    private MediaTimeline(DateTimeOffset joined, IEnumerable<RecordingSegment> segments)
    {
        Segments = [.. segments.Where(s => s.State is RecordingState.Ready).OrderBy(s => s.StartedAt ?? joined)];
        Zero = Segments.Min(s => s.StartedAt) ?? joined;
    }

    /// <summary>When the time line begins.</summary>
    public DateTimeOffset Zero { get; }

    /// <summary>The segments that can be played, in the order in which they were recorded: the first has the number 1.</summary>
    public IReadOnlyList<RecordingSegment> Segments { get; }

    public static MediaTimeline Of(CallSnapshot call) => Of(call, call.Recording.Segments);

    /// <summary>Of a call whose segments were asked for apart from it.</summary>
    public static MediaTimeline Of(CallSnapshot call, IEnumerable<RecordingSegment> segments) =>
        new(call.Participants.Where(p => p.Kind is ParticipantKind.Human).Min(p => p.JoinedAt) ?? call.StartedAt ?? call.RequestedAt, segments);

    /// <summary>Of a call that is known by its row alone.</summary>
    public static MediaTimeline Of(OlderCallRow call) => new(call.StartedAt ?? call.CreatedAt, call.Recording.Segments);

    /// <summary>A segment's number, or null when it cannot be played.</summary>
    public int? NumberOf(RecordingSegment segment)
    {
        for (var i = 0; i < Segments.Count; i++)
        {
            if (Segments[i].Key == segment.Key)
                return i + 1;
        }

        return null;
    }

    /// <summary>How long after the beginning a segment begins; null where LiveKit has not said when it did.</summary>
    public TimeSpan? OffsetOf(RecordingSegment segment) => segment.StartedAt - Zero;

    /// <summary>When a segment's file begins, by its number.</summary>
    public TimeSpan StartOf(int number) => OffsetOf(Segments[number - 1]) ?? TimeSpan.Zero;

    /// <summary>When a segment's file ends.</summary>
    public TimeSpan EndOf(int number)
    {
        var segment = Segments[number - 1];
        return segment.DurationSeconds is { } seconds ? StartOf(number) + TimeSpan.FromSeconds(seconds)
            : segment.EndedAt - Zero ?? TimeSpan.MaxValue;
    }

    /// <summary>What is said to whoever asks for a segment that there is not.</summary>
    public string NoSuchSegment => Segments.Count switch
    {
        0 => "No segment of the recording is ready",
        1 => "The recording has one segment",
        var count => string.Create(CultureInfo.InvariantCulture, $"The recording has {count} segments"),
    };
}
