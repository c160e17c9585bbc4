using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.WebFront.Transcripts;

/// <summary>A transcript as text: a line each, <c>Founder: …</c> or <c>Fred: …</c>.</summary>
internal static class PlainTranscript
{
    public static string Of(IReadOnlyList<TranscriptLine> lines) => string.Concat(lines
        .Select(l => l with { Text = CueText.Of(l.Text) })
        .Where(l => l.Text.Length > 0)
        .Select(l => TranscriptText.Of(l) + "\n"));
}
