using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.WebFront.Transcripts;

/// <summary>A line of a transcript as a subtitle.</summary>
/// <param name="Start">From the beginning of the media; negative for what was said before it.</param>
/// <param name="End">Later than the start by <see cref="Cues.Shortest"/> at least.</param>
/// <param name="Speaker">Who says it.</param>
/// <param name="Text">Not empty, on one line, without control characters.</param>
internal sealed record Cue(TimeSpan Start, TimeSpan End, Speaker Speaker, string Text);
