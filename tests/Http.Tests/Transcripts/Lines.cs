using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Http.Tests.Transcripts;

/// <summary>Lines of transcripts, with times in seconds after noon.</summary>
internal static class Lines
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset At(double seconds) => Noon.AddSeconds(seconds);

    /// <summary>A segment of the agent's worker.</summary>
    public static TranscriptLine Heard(double start, double? end, string text = "Hello.", Speaker speaker = Speaker.User) => new()
    {
        Speaker = speaker,
        Text = text,
        SegmentId = $"{start}",
        StartedAt = At(start),
        EndedAt = end is { } seconds ? At(seconds) : null,
    };

    /// <summary>A line that only the client knew.</summary>
    public static TranscriptLine Told(string? timestamp = null, string text = "Hello.") =>
        new() { Speaker = Speaker.Fred, Text = text, Timestamp = timestamp };
}
