using System.Globalization;
using System.Text;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Silo.LanguageModel;

/// <summary>
/// A transcript as the model sees it, a line each: <c>[1] Founder: …</c>. The numbers are the lines' places, short and easily
/// repeated, where a segment's id is neither. Nobody can say such a number, end the line, or end the transcript: brackets in what was
/// said become parentheses, line breaks spaces, and the closing tag is broken.
/// </summary>
internal static class NumberedTranscript
{
    // In characters: about 50,000 tokens.
    private const int Limit = 200_000;
    private const int Half = Limit / 2;

    /// <summary>All lines; the middle of a very long call is left out, and of a very long line.</summary>
    public static string Of(IReadOnlyList<TranscriptLine> lines)
    {
        string[] numbered = [.. lines.Select((line, at) => string.Create(CultureInfo.InvariantCulture, $"[{at + 1}] {Inside(TranscriptText.Of(line))}"))];
        return numbered.Sum(line => line.Length + 1L) <= Limit ? string.Join('\n', numbered) : Shortened(numbered);
    }

    // Goals stand at the beginning and conclusions at the end, so the middle is what a very long call loses.
    private static string Shortened(string[] lines)
    {
        string[] bounded = [.. lines.Select(line => line.Length <= Half / 2 ? line : WithoutMiddle(line))];
        var head = Fitting(bounded);
        var tail = Math.Min(Fitting(bounded.Reverse()), bounded.Length - head);
        var text = new StringBuilder(Limit + 100).AppendJoin('\n', bounded.Take(head));
        if (head + tail < bounded.Length)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n(… {bounded.Length - head - tail} lines left out …)");
        }

        return text.Append('\n').AppendJoin('\n', bounded.Skip(bounded.Length - tail)).ToString();
    }

    private static int Fitting(IEnumerable<string> lines)
    {
        var left = Half;
        return lines.TakeWhile(line => (left -= line.Length + 1) >= 0).Count();
    }

    private static string WithoutMiddle(string line)
    {
        var head = Whole(line, Half / 4);
        var tail = Whole(line, line.Length - (Half / 4));
        return string.Create(CultureInfo.InvariantCulture, $"{line[..head]} (… {tail - head} characters left out …) {line[tail..]}");
    }

    private static int Whole(string text, int cut) => char.IsLowSurrogate(text[cut]) ? cut + 1 : cut;

    private static string Inside(string text) =>
        text.Replace('[', '(').Replace(']', ')').Replace("</transcript", "< /transcript", StringComparison.OrdinalIgnoreCase);
}
